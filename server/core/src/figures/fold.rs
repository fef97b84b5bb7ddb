//! A line as the scanner reads it: one folded character a cell.
//!
//! Folding maps traditional characters that occur in the words of figures to simplified ones and full-width ASCII to
//! half-width, so that every word list exists once. Offsets always lead back to the text as written.

use std::sync::LazyLock;

use crate::text::Span;

/// Traditional character, then its simplified form: only characters that figures, their words and metrics need.
const PAIRS: &str = "億亿萬万畝亩個个條条噸吨項项戶户處处輛辆臺台棟栋間间場场頭头隻只雙双種种類类級级歲岁圓圆鎮镇縣县區区鄉乡國国\
    門门課课屆届張张塊块層层號号車车噹当擔担軌轨線线餘余幾几數数兩两貳贰陸陆點点過过達达約约內内後后於于間间從从實实現现確确\
    爭争計计劃划應应築筑設设務务開开業业產产電电網网頁页億亿總总額额長长漲涨進进減减壓压縮缩準准標标財财預预稅税費费農农\
    鐵铁煙烟糧粮錢钱銀银鋼钢職职業业醫医療疗學学園园館馆廠厂礦矿礎础橋桥樓楼屋屋書书報报據据證证評评議议論论該该請请調调\
    資资購购貨货貸贷責责質质賽赛贏赢趕赶躍跃較较輪轮轉转運运遊游達达遷迁選选還还鄰邻釋释針针錄录鎖锁鏈链閉闭閱阅隊队\
    階阶際际陽阳險险雖虽難难離离雲云靈灵靜静響响頂顶順顺須须領领顆颗題题願愿風风飛飞養养餐餐館馆駐驻驗验體体鬥斗魚鱼\
    麥麦黃黄齊齐齡龄創创勞劳動动勝胜勢势匯汇協协單单廣广壇坛壯壮備备夠够奪夺婦妇孫孙寶宝專专將将尋寻導导屬属島岛歷历\
    帶带幣币師师帳帐幹干庫库廢废彈弹徵征復复恆恒態态憂忧戰战擁拥擇择擊击據据擴扩擬拟攝摄斷断於于時时晉晋書书會会東东\
    構构槍枪樣样樹树橫横機机檔档檢检權权歐欧歡欢殘残氣气決决沒没況况淺浅測测湧涌溝沟滅灭滾滚滿满漸渐潔洁濟济灣湾災灾\
    爐炉爾尔牆墙獎奖獨独獲获環环畢毕異异療疗監监盡尽盤盘確确禮礼穩稳積积競竞筆笔節节範范簽签築筑籌筹純纯紅红紀纪級级紙纸\
    終终組组結结統统絲丝經经綠绿維维綜综緊紧編编練练縣县績绩織织繼继續续罰罚義义習习聯联聲声聽听脫脱腦脑臨临興兴舉举舊旧\
    艙舱艦舰藝艺藥药處处衛卫衝冲裝装補补製制複复規规視视覽览觀观訂订訓训記记許许訪访評评詞词試试詢询話话誌志認认語语誤误\
    說说談谈諮咨講讲識识譯译護护變变讓让貫贯貿贸賠赔賬账賴赖趨趋跡迹蹤踪軍军載载輸输轄辖辦办農农適适郵邮鄰邻針针鈔钞銷销\
    錯错鍵键鎮镇長长關关際际陣阵陳陈陸陆隨随雜杂電电靠靠項项頻频額额類类顯显飯饭飼饲駕驾騰腾驅驱驟骤高高鮮鲜鳳凤鹽盐龍龙\
    億亿週周週周僅仅傳传債债價价億亿儘尽優优儲储兒儿兩两冊册凍冻劑剂勵励匯汇厲厉參参員员問问啟启喪丧嚴严執执報报壩坝奮奋\
    媽妈學学寬宽審审寫写層层嶄崭巖岩廳厅彙汇徑径徹彻慶庆懷怀應应戲戏戶户掃扫採采揚扬換换損损搶抢摺折撥拨擠挤擺摆攜携敗败\
    敵敌數数暢畅曆历樂乐標标樞枢歸归殺杀毀毁氫氢淨净渦涡湯汤溫温滯滞漁渔濃浓濕湿濾滤瀋沈煉炼熱热燈灯營营爛烂牽牵狀状獻献\
    產产畫画當当疊叠瘋疯發发皺皱盜盗眾众睏困矚瞩碼码磚砖祕秘稱称穀谷窮穷竄窜競竞紡纺絕绝給给綁绑網网緒绪線线緩缓縱纵總总\
    縮缩罷罢羅罗聖圣聞闻聰聪職职肅肃腸肠膚肤與与蓋盖蔣蒋薦荐蘇苏蘋苹虧亏蟲虫術术衹只補补襲袭見见觸触訊讯託托設设誠诚諒谅\
    謀谋謝谢證证譽誉讀读豐丰貝贝負负貧贫販贩費费貼贴賀贺賞赏賣卖賦赋贈赠趙赵跨跨踐践軟软較较輔辅輕轻輝辉輩辈辭辞邊边邏逻\
    郷乡釀酿釐厘鈦钛鉀钾鋁铝鋅锌鋪铺鋰锂錦锦錨锚鎳镍鏟铲鑄铸鑒鉴閒闲閣阁闆板闖闯闊阔陝陕隱隐雞鸡靂雳韓韩頒颁頓顿預预顧顾";

/// Two-step table of differences: pages without a mapped character share the first, empty page.
struct Folding {
    page_of: [u8; 256],
    pages: Vec<[u16; 256]>,
}

static FOLDING: LazyLock<Folding> = LazyLock::new(|| {
    let mut folding = Folding { page_of: [0; 256], pages: vec![[0; 256]] };
    let mut map = |from: u32, to: u32| {
        if from == to || from > 0xFFFF || to > 0xFFFF {
            return;
        }
        let high = (from >> 8) as usize;
        if folding.page_of[high] == 0 {
            folding.page_of[high] = folding.pages.len() as u8;
            folding.pages.push([0; 256]);
        }
        let page = folding.page_of[high] as usize;
        folding.pages[page][(from & 0xFF) as usize] = (to as u16).wrapping_sub(from as u16);
    };
    let mut chars = PAIRS.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        map(from as u32, to as u32);
    }
    (0xFF01..=0xFF5E_u32).for_each(|c| map(c, c - 0xFEE0));
    for (from, to) in [('\u{3000}', ' '), ('\u{A0}', ' '), ('\u{2009}', ' '), ('〇', '零'), ('○', '零'), ('–', '—')]
    {
        map(from as u32, to as u32);
    }
    folding
});

/// Folds one character.
#[must_use]
pub fn fold(c: char) -> char {
    let code = c as u32;
    if code < 0x80 || code > 0xFFFF {
        return c;
    }
    let folding = &*FOLDING;
    let page = folding.page_of[(code >> 8) as usize] as usize;
    let delta = folding.pages[page][(code & 0xFF) as usize];
    if delta == 0 { c } else { char::from_u32(u32::from((code as u16).wrapping_add(delta))).unwrap_or(c) }
}

/// Folds a whole text, for comparing.
#[must_use]
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A line, folded, with the way back to its bytes. Indexes are characters; reading outside gives `'\0'`.
pub(super) struct Line<'a> {
    pub text: &'a str,
    folded: Vec<char>,
    at: Vec<u32>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut folded = Vec::with_capacity(text.len() / 2);
        let mut at = Vec::with_capacity(text.len() / 2 + 1);
        for (offset, c) in text.char_indices() {
            folded.push(fold(c));
            at.push(offset as u32);
        }
        at.push(text.len() as u32);
        Self { text, folded, at }
    }

    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Folded character `i`.
    pub fn c(&self, i: usize) -> char {
        self.folded.get(i).copied().unwrap_or('\0')
    }

    /// Folded character `back` places before `i` (1 is the one just before).
    pub fn before(&self, i: usize, back: usize) -> char {
        i.checked_sub(back).map_or('\0', |i| self.c(i))
    }

    /// Character `i` as written.
    pub fn raw(&self, i: usize) -> char {
        let Some(&at) = self.at.get(i) else { return '\0' };
        self.text[at as usize..].chars().next().unwrap_or('\0')
    }

    /// Whether `word` stands at `i`.
    pub fn has(&self, i: usize, word: &str) -> bool {
        let Some(rest) = self.folded.get(i..) else { return false };
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether `word` ends just before `i`.
    pub fn ends(&self, i: usize, word: &str) -> bool {
        let Some(head) = self.folded.get(..i) else { return false };
        let mut head = head.iter().rev();
        word.chars().rev().all(|c| head.next() == Some(&c))
    }

    /// Length in characters of the first of `words` that stands at `i`.
    pub fn any(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|w| self.has(i, w)).map(|w| w.chars().count())
    }

    /// Length in characters of the first of `words` that ends just before `i`.
    pub fn any_before(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|w| self.ends(i, w)).map(|w| w.chars().count())
    }

    /// Folded characters of a range, clamped.
    pub fn slice(&self, from: usize, to: usize) -> &[char] {
        let to = to.min(self.folded.len());
        &self.folded[from.min(to)..to]
    }

    /// Byte span of characters `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let last = self.at.len() - 1;
        Span { start: self.at[from.min(last)], end: self.at[to.min(last)] }
    }

    /// Character index of a byte offset.
    pub fn index(&self, byte: u32) -> usize {
        self.at.partition_point(|at| *at < byte).min(self.folded.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_script_and_width() {
        assert_eq!(fold_text("１８．３２億元，總投資"), "18.32亿元,总投资");
        assert_eq!(fold_text("𠀀二〇二二"), "𠀀二零二二");
        assert_eq!(PAIRS.chars().filter(|c| !c.is_whitespace()).count() % 2, 0);
    }

    #[test]
    fn spans_lead_back_to_bytes() {
        let line = Line::new("萬a𠀀，");
        assert_eq!(line.span(1, 3), Span::new(3, 8));
        assert_eq!(line.span(2, 99), Span::new(4, 11));
        assert_eq!((line.c(0), line.raw(0), line.c(9), line.before(0, 1)), ('万', '萬', '\0', '\0'));
        assert!(line.has(2, "𠀀,") && line.ends(4, "𠀀,") && !line.has(3, ",,"));
        assert_eq!(line.index(4), 2);
    }
}
