//! A line as the scanner reads it: one folded character a cell.
//!
//! Folding maps traditional characters that occur in the words of figures to simplified ones and full-width ASCII to
//! half-width, so that every word list exists once. Offsets always lead back to the text as written.

use std::sync::LazyLock;

use crate::text::Span;

/// Traditional character, then its simplified form: only characters that figures, their words and metrics need.
const PAIRS: &str = "\
    並并佈布佔占併并來来侷局係系俬私個个們们側侧偵侦備备傢家傳传債债僅仅價价億亿儘尽償偿優优儲储兌兑兒儿內内兩两冊册凈净凍冻別别則则剋克剛刚創创劃划劑剂勁劲動动務务勝胜勞劳勢势勵励匯汇區区協协卻却卽即厤历\
    厲厉參参員员問问啓启啟启喪丧單单噸吨噹当嚮向嚴严國国圍围園园圓圆團团執执堅坚報报場场塊块壇坛壓压壩坝壯壮壽寿夠够奪夺奬奖奮奋婦妇媽妈孫孙學学實实審审寫写寬宽寶宝將将專专尋寻對对導导屆届層层屬属島岛崗岗\
    嵗岁嶄崭巖岩師师帳帐帶带幣币幫帮幹干幾几庫库廈厦廠厂廢废廣广廳厅張张強强彆别彈弹彔录彙汇後后徑径從从復复徵征徹彻恆恒態态慶庆憂忧應应懷怀戰战戲戏戶户掃扫採采揚扬換换揮挥損损搶抢摺折撐撑撥拨擁拥擇择擊击\
    擔担據据擠挤擬拟擴扩擺摆攜携攝摄敎教敗败敵敌數数斷断於于旂旗昇升時时晉晋暢畅曆历曏向書书會会朮术東东査查條条棟栋業业極极榮荣構构槍枪樁桩樂乐樑梁樓楼標标樞枢樣样樹树橋桥機机橫横檔档檢检檯台檻槛欄栏權权\
    歐欧歡欢歲岁歷历歸归殘残殺杀毀毁氣气氫氢汙污決决沒没沖冲況况淨净淺浅減减渦涡測测湧涌湯汤準准溝沟溫温滅灭滯滞滾滚滿满漁渔漲涨漸渐潔洁潛潜濃浓濕湿濟济濾滤瀋沈灣湾災灾為为煉炼煙烟熱热燈灯營营爐炉爛烂爭争\
    爲为爾尔牀床牆墙牽牵狀状獎奖獨独獲获獻献現现環环產产産产畝亩畢毕畫画異异畵画當当疊叠瘋疯療疗發发皺皱盜盗盞盏盡尽監监盤盘盧卢眾众睏困矚瞩確确碼码磚砖礎础礦矿祕秘禮礼稅税種种稱称穀谷積积穩稳穫获窮穷竄窜\
    競竞筆笔箇个節节範范築筑簡简簽签籌筹籤签糧粮糰团紀纪約约紅红納纳純纯紙纸級级紡纺終终組组結结絕绝絡络給给統统絲丝綁绑經经綜综綠绿綫线維维綱纲網网緊紧緑绿緒绪線线締缔編编緩缓練练縣县縮缩縱纵總总績绩織织\
    繞绕繫系繼继續续纍累纔才罰罚罷罢羅罗羣群義义習习聖圣聞闻聯联聰聪聲声職职聽听肅肃脩修脫脱腦脑腸肠膚肤臨临臺台與与興兴舉举舊旧舘馆艙舱艦舰茲兹莊庄萬万葯药蓆席蓋盖蔘参蔣蒋薦荐藝艺藥药蘇苏蘋苹處处號号虧亏\
    蟲虫衆众術术衕同衛卫衝冲裏里補补裝装裡里製制複复襲袭覈核見见規规視视親亲覽览觀观觸触訂订計计訊讯訓训託托記记訪访設设許许診诊註注評评詞词詢询試试話话該该誌志認认語语誠诚誤误說说課课調调談谈請请諒谅論论\
    諧谐諮咨謀谋謂谓講讲謝谢證证識识譯译議议護护譽誉讀读變变讓让豐丰貝贝負负財财貧贫貨货販贩貫贯責责貳贰貸贷費费貼贴貿贸賀贺資资賞赏賠赔賣卖賦赋質质賬账賴赖購购賽赛贈赠贏赢趕赶趙赵趨趋跡迹踐践踰逾蹤踪躋跻\
    躍跃車车軌轨軍军軟软較较載载輔辅輕轻輛辆輝辉輩辈輪轮輸输轄辖轉转辦办辭辞農农迴回這这連连週周進进遊游運运過过達达違违遞递遠远適适遲迟遷迁選选邁迈還还邊边邏逻郵邮鄉乡鄰邻醫医釀酿釋释釐厘針针釦扣鈔钞鈡钟\
    鈦钛鉀钾鉅巨銀银銷销鋁铝鋅锌鋪铺鋰锂鋼钢錄录錢钱錦锦錨锚錯错録录錶表鍋锅鍵键鍼针鍾钟鎊镑鎖锁鎭镇鎮镇鎳镍鏈链鏟铲鐘钟鐵铁鑄铸鑒鉴長长門门閉闭開开閒闲間间閣阁閤合閱阅闆板闊阔闖闯關关陝陕陞升陣阵陳陈陸陆\
    陽阳隊队階阶際际隨随險险隱隐隻只雖虽雙双雜杂雞鸡離离難难雲云電电靂雳靈灵靜静韆千韓韩響响頁页頂顶頃顷項项順顺須须預预頒颁頓顿領领頭头頻频顆颗題题額额願愿類类顧顾顯显風风颱台飛飞飯饭飼饲養养餘余館馆馬马\
    駐驻駕驾騰腾驅驱驗验驟骤體体髮发鬥斗魚鱼鮮鲜鳳凤鳴鸣鹽盐麥麦麪面麫面麯曲麴曲麵面黃黄點点齊齐齡龄齣出龍龙";

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

impl Folding {
    fn fold(&self, c: char) -> char {
        let code = c as u32;
        if !(0x80..=0xFFFF).contains(&code) {
            return c;
        }
        let page = self.page_of[(code >> 8) as usize] as usize;
        let delta = self.pages[page][(code & 0xFF) as usize];
        if delta == 0 { c } else { char::from_u32(u32::from((code as u16).wrapping_add(delta))).unwrap_or(c) }
    }
}

/// Folds one character.
#[must_use]
pub fn fold(c: char) -> char {
    FOLDING.fold(c)
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
        let length = text.chars().count();
        let (mut folded, mut at) = (vec!['\0'; length], vec![text.len() as u32; length + 1]);
        let folding = &*FOLDING;
        for ((offset, c), (folded, at)) in text.char_indices().zip(folded.iter_mut().zip(&mut at)) {
            (*folded, *at) = (folding.fold(c), offset as u32);
        }
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
        let first = Utf8::of(self.c(i));
        words.iter().find(|w| first.starts(w) && self.has(i, w)).map(|w| w.chars().count())
    }

    /// Length in characters of the first of `words` that ends just before `i`.
    pub fn any_before(&self, i: usize, words: &[&str]) -> Option<usize> {
        let last = Utf8::of(self.before(i, 1));
        words.iter().find(|w| last.ends(w) && self.ends(i, w)).map(|w| w.chars().count())
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

/// A character to look for in word lists: three bytes, as nearly all have, compare without a call.
enum Utf8 {
    Three([u8; 3]),
    One(u8),
    Other(char),
}

impl Utf8 {
    fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        match *c.encode_utf8(&mut bytes).as_bytes() {
            [a, b, c] => Self::Three([a, b, c]),
            [byte] => Self::One(byte),
            _ => Self::Other(c),
        }
    }

    fn starts(&self, word: &str) -> bool {
        match self {
            Self::Three(bytes) => word.as_bytes().first_chunk() == Some(bytes),
            Self::One(byte) => word.as_bytes().first() == Some(byte),
            Self::Other(c) => word.starts_with(*c),
        }
    }

    fn ends(&self, word: &str) -> bool {
        match self {
            Self::Three(bytes) => word.as_bytes().last_chunk() == Some(bytes),
            Self::One(byte) => word.as_bytes().last() == Some(byte),
            Self::Other(c) => word.ends_with(*c),
        }
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
