// Drafts for the scenarios: invented places, one fault at a time where a scenario needs just one.

/** A short report with a jump in the numbering, a doubled bound and figures that say something. */
export const REPORT = `云岭市青禾县政府工作报告
各位代表：
　　现在，我代表县人民政府向大会报告工作，请予审议。
一、过去一年工作回顾
　　全县地区生产总值达到186.4亿元，增长6.2%；一般公共预算收入完成12.6亿元，增长5.1%。
（一）产业更加兴旺。总投资18.32亿元的52个项目全部开工，完成投资12.98亿元。
（二）城乡更加宜居。改造老旧小区12个，森林覆盖率由30.8%提高到43.3%。
（四）民生更加殷实。新增城镇就业3968人，完成目标任务198.4%，超过8000人以上受益。
二、今年重点工作
　　预期目标是：地区生产总值增长6%以上，城镇调查失业率控制在5.5%以内。
（一）扩大有效投资。一是加快项目建设；二是用好专项资金；三是优化营商环境。
（二）办好民生实事。新建养老服务站7个，新增学位1200个。
`;

/** Numbering in order, nothing to report. */
export const CLEAN = `云岭市澄江区工作报告
一、工作回顾
（一）产业更加兴旺。
（二）城乡更加宜居。
二、工作安排
（一）扩大有效投资。
（二）办好民生实事。
`;

/** A text that a person would call a report, though its name does not say so. */
export const PLAIN = `澄江区二〇二六年工作要点
一、强化产业支撑
（一）扩大有效投资。
（三）培育新兴产业。
二、提升城市品质
三、办好民生实事
`;

export const MARKDOWN = `# 澄江区工作安排

## 一、强化产业支撑

### （一）扩大有效投资

### （三）培育新兴产业

## 二、提升城市品质

## 三、办好民生实事
`;

/** Text that is no report. */
export const SHOPPING = `周末要买的
- 牛奶
- 面包
`;

/** A text in GBK: Node decodes it only, so its table is turned round. */
export function gbk(text) {
  const bytes = new Map();
  const decoder = new TextDecoder("gbk");
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) bytes.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  }
  return Buffer.from([...text].flatMap((c) => (c < "\u0080" ? [c.charCodeAt(0)] : bytes.get(c))));
}
