# Words and lists
edition-half = { $year }年{ $half ->
    [1] 上半年
   *[other] 下半年
 }
edition-undated = 未註明日期
edition-quarter = { $year }年第{ $quarter ->
    [1] 一
    [2] 二
    [3] 三
   *[4] 四
 }季
list-and = { $first }和{ $last }
list-separator = 、
part-separator = ，
clause-separator = ；
colon = ：
label-separator = ——
quote = 「{ $text }」
with-detail = { $text }（{ $detail }）
language-en = 英文
language-zh-Hans = 簡體中文
language-zh-Hant = 繁體中文
language-fr = 法文
language-ja = 日文

# Values
amount-points = { $amount }分
amount-users = { $amount }
amount-USD = { $amount }美元
amount-USD-large = { $amount }美元
amount-months = { $amount }個月
amount-years = { $amount }年
gap-points = { $amount }分
qualifier-about = 約{ $value }
qualifier-nearly = 近{ $value }
qualifier-under = 不到{ $value }
qualifier-over = 超過{ $value }
value-range = { $low }–{ $high }
value-disputed = { $range }，各來源說法不一

# Single figures
fact-generic = { $subject }的{ $attribute }：{ $value }（{ $edition }）。
fact-untimed = { $subject }的{ $attribute }：{ $value }。
fact-line = { $subject }：{ $value }（{ $edition }）
fact-short = { $subject }：{ $value }
fact-as-of = { $date }，{ $subject }為{ $value }（{ $edition }）。
presumed = 文件並未說{ $subject }為{ $value }，文件給出的是：

# Rankings, filters and counts
rank-high = { $attribute }，由高到低（{ $edition }{ $scope }）：
rank-low = { $attribute }，由低到高（{ $edition }{ $scope }）：
rank-one-high = { $attribute }最高的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-one-low = { $attribute }最低的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-end-high = { $attribute }最高的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-end-low = { $attribute }最低的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-close = ，緊隨其後的是{ $names }
rank-place-high = { $attribute }{ $number ->
    [1] 第{ $place }的是{ $names }
   *[other] 並列第{ $place }的是{ $names }
 }：{ $value }（{ $edition }{ $scope }）。
rank-place-low = { $attribute }{ $number ->
    [1] 倒數第{ $place }的是{ $names }
   *[other] 並列倒數第{ $place }的是{ $names }
 }：{ $value }（{ $edition }{ $scope }）。
rank-margin = ，相差不超過報告給出的誤差±{ $margin }者視為並列
list-cut = ，共{ $number }個，列出前{ $shown }個
bound-above = { $attribute }高於{ $value }
bound-at_least = { $attribute }不低於{ $value }
bound-below = { $attribute }低於{ $value }
bound-at_most = { $attribute }不高於{ $value }
bound-between = { $attribute }在{ $value }到{ $upper }之間
bound-equal = { $attribute }為{ $value }
filter = { $bound }（{ $edition }{ $scope }）：
count = { $bound }的共{ $number }個（{ $edition }{ $scope }）{ $names }。
count-all = 有{ $bound }的共{ $number }個（{ $edition }{ $scope }）{ $names }。
count-some = 共{ $number }個（{ $edition }{ $scope }）{ $names }。
count-none = 沒有。
count-disputed = { $bound }的共{ $least }個，依其他來源則為{ $number }個（{ $edition }{ $scope }）{ $names }。
count-members = { $number }家（{ $edition }{ $scope }）{ $names }。
scope = ，{ $names }
scope-without = 不含{ $names }
scope-open = 開放權重
scope-closed = 封閉權重，來源未說明是否開放的模型不計入
measures = 可以排名的指標，及各有數字的對象數：
measure-held = { $measure }：{ $number }
measures-more = 另有{ $number }項指標。

# 是或否
verdict-yes = 是的。
verdict-no = 不是。
verdict-some = 有。
verdict-none = 沒有。

# Comparisons
compare-ahead = 依{ $attribute }，{ $names }比{ $next }領先{ $amount }：{ $value }對{ $next_value }（{ $edition }）。
compare-first = 依{ $attribute }，{ $names }以{ $value }居首，比其後的{ $next }領先{ $amount }（{ $edition }）。
compare-together = 依{ $attribute }，{ $names }平手，比{ $next }領先{ $amount }（{ $edition }）。
compare-above = 依{ $attribute }，{ $names }比{ $next }高{ $amount }：{ $value }對{ $next_value }（{ $edition }）。
compare-highest = { $attribute }最高的是{ $names }，為{ $value }，比其後的{ $next }高{ $amount }（{ $edition }）。
compare-highest-together = 依{ $attribute }，{ $names }平手，比{ $next }高{ $amount }（{ $edition }）。
compare-tie = 依{ $attribute }，{ $names }平手，均為{ $value }（{ $edition }）。
compare-level = 依{ $attribute }，{ $names }平手，相差{ $amount }，不超過報告給出的誤差±{ $margin }（{ $edition }）。
compare-disputed = 依{ $attribute }，{ $names }誰領先，各來源說法不一，最多相差{ $amount }（{ $edition }）。
compare-scales = { $names }的{ $attribute }無法分出高下：{ $edition }的得分採用不同的尺度。各自的數據如下：
compare-times = { $names }的{ $attribute }無法分出高下：數據來自不同時間（{ $edition }）。各自的數據如下：

# Histories, labs and editions
history-edition = { $attribute }（{ $edition }）：
history-line = { $subject }：{ $value }（{ $when }）
history-released = { $date }發布
history-risen = { $subject }的{ $attribute }從{ $before }（{ $since }）升至{ $after }（{ $until }），上升{ $amount }。
history-fallen = { $subject }的{ $attribute }從{ $before }（{ $since }）降至{ $after }（{ $until }），下降{ $amount }。
history-level = { $subject }的{ $attribute }沒有明顯變化：{ $before }（{ $since }），{ $after }（{ $until }）。
history-apart = { $edition }的得分採用不同的尺度，數值升降並不能說明{ $subject }變好還是變差。
profile-models = 依{ $attribute }排列的模型（{ $edition }）：
profile-open = { $line }，開放權重
profile-others = 文件中沒有得分的模型：
profile-figures = 另有記載：
profile-missing = 文件沒有給出{ $subject }的{ $attributes }。
mentions-none = 沒有提到{ $names }。
editions-index = 指數：{ $index }
editions-published = 發布：{ $date }
editions-unpublished = 發布：未註明日期
editions-holds = 收錄：{ $models }個模型、{ $figures }個數字、{ $documents }份文件
editions-margin = 分數相差不超過報告給出的誤差±{ $margin }，即視為平手。
editions-exact = 報告未給出誤差，只有分數相同才算平手。
editions-together = 可與{ $editions }比較（Footnote的判斷）。
editions-apart = 不可與{ $editions }比較（Footnote的判斷）：{ $reason }

# Summaries and changes
summary-leader = { $attribute }居首：{ $names }
summary-more = 另有{ $number }份。
changes-first = { $attribute }前幾名：{ $names }
changes-new = 僅見於本期：{ $names }
changes-both = 兩期都有：
changes-figure = { $subject }的{ $attribute }：{ $value }（{ $edition }）
changes-one = 文件只有一期（{ $edition }），沒有可對照的另一期。
changes-none = 文件不分期，沒有可對照的內容。

# Notices
notice-comparability = { $editions }的分數不能直接比較（Footnote的判斷）：{ $reason }
reason-undeclared = 沒有任何說明表明它們採用同一尺度。
notice-conflict = 關於{ $subject }的{ $attribute }，各來源說法不一：{ $sides }。
notice-conflict-time = { $subject }的{ $attribute }{ $value }對應的時間，各來源說法不一：{ $sides }。
notice-conflict-side = { $value }（{ $sources }）
notice-conflict-documents = 文件之間說法不一：{ $sides }。
notice-conflict-order = 報導給出的名次與分數不一致：{ $lines }。
notice-conflict-order-pair = { $lower }（{ $value_lower }）排在{ $higher }（{ $value_higher }）之後
notice-order = { $edition }的報導列出的名次不同：{ $names }。
notice-translation = 引文保留文件原來的語言：{ $language }。
notice-extracted = 由程式從「{ $document }」中讀出，尚無人核對：{ $figures }（信心度{ $confidence }{ $number ->
    [1] {""}
   *[other] 以上
 }）。
notice-extracted-many = 其中{ $number }個數字
notice-closest = 文件中最接近的內容：「{ $quote }」（{ $document }）
publisher-unnamed = 未註明出版者

# No answer
abstain-attribute = 文件中沒有給出{ $subject }的{ $attribute }。
abstain-attribute-edition = { $edition }的文件中沒有給出{ $subject }的{ $attribute }。
abstain-attribute-only = 文件中沒有給出{ $attribute }。
abstain-name = 文件中沒有提到{ $name }。
abstain-edition = 沒有收錄{ $edition }的報告，收錄的是{ $editions }。
abstain-none = 文件中沒有符合條件的{ $attribute }（{ $edition }{ $scope }）。
abstain-bound = 文件中沒有符合條件的結果：{ $bound }（{ $edition }{ $scope }）。
abstain-aggregate = 文件沒有給出這樣的平均值或總和，Footnote不會自行計算任何來源都沒有給出的數字。
abstain-passage = 我在文件中沒有找到這個問題的答案。
abstain-documents = 我在{ $documents }中沒有找到這個問題的答案。
abstain-searched = 已查找：{ $documents }。
abstain-searched-for = 查找內容：{ $words }；查找範圍：{ $documents }。
abstain-contact = 可以詢問{ $contact }。
abstain-topic = 沒有文件提到{ $words }。
documents-publisher = 出版者：{ $publisher }
documents-unpublished = 出版者：未註明
documents-parts = 章節：{ $headings }
abstain-scores = 文件裡沒有可供查詢、比較或排名的得分。
abstain-measure = 文件裡沒有名為{ $measure }的數字。最接近的：{ $near }。
abstain-common = 文件中沒有{ $names }都有的數字。
abstain-figures = 文件中沒有{ $names }的數字。
abstain-history = 文件中沒有{ $names }在多個時間的數字。
abstain-lab = { $name }不是實驗室，也沒有文件說明它屬於哪家實驗室。
clarify = 你指的是哪一個：{ $names }？

# Greetings and help
collections-also = 此外，我也根據以下內容回答：{ $titles }。
collections-empty = 這裡還沒有可供我回答的報告。管理員可以新增：在 Discord 中用 /corpus add，在終端機中用 qa ingest。
share-card-checked = 每個數字都出自逐字核對過的引文。提問日期：{ $date }。
help-greeting = 你好！我回答關於{ $titles }的問題，每句話都附有核對過的原文引用。{ $examples }
help-help = 我是Footnote，一個根據{ $titles }回答問題的機器人。可以問分數、比較、排名、用戶數、募資、日期，也可以問原因。每句話都附有編號的原文引用，均已與文件核對；文件裡沒有答案時，我會直說。{ $examples }
help-documents = 我是Footnote，一個根據{ $titles }回答問題的機器人。請用自己的話提問。每句話都附有編號的原文引用，均已與文件核對；文件裡沒有答案時，我會直說。{ $examples }
help-thanks = 不客氣！關於{ $titles }，還可以繼續問我。
help-farewell = 再見！想核對數字時隨時找我。
help-bot = 我是Footnote，一個從{ $titles }裡查找並引用原句和數字的程式。我不是真人，也不是會編造文字的聊天機器人：數字不由語言模型來寫，我也不會從大家的訊息裡學習。
help-chat = 很高興和你聊天，不過我最熟悉的是{ $titles }。{ $examples }
help-ok = 好的。關於{ $titles }，還可以繼續問我。
help-orders = 我只根據文件回答問題，不執行其他指令。你可以問我關於{ $titles }的問題。{ $examples }
help-sources = 我給出的每個數字都出自逐字核對過的引文，與存檔文件一致；對不上的引文或數字不會顯示。文件及其依據如下：
help-sources-answer = 剛才的回答依據這些原句：
help-article = 來源：{ $article }
help-doubt = 請告訴我是哪個回答，或者再問一次：我會引出它所依據的原句，方便你自己核對。
help-doubt-again = 我又核對了一遍，結果相同。每條引文都已與存檔文件逐字比對：
help-doubt-quotes = 依據的原句：
help-doubt-report = 我能給出文件的說法，但無法判斷文件本身是否正確。如果你認為報告有誤，請查看原文，並告知這個機器人的管理者。
help-try = 可以試試：{ $examples }
help-titles = { $titles }以及另外{ $number }份文件
answers-numbered = { $number }. { $question }
answers-more = 每則訊息我最多回答五個問題，其餘的請另外傳一則訊息。
error-empty = 請輸入一個問題。
error-long = 問題太長了：共{ $length }個字元，上限為{ $limit }個。
error-binary = 這不是可讀的文字。

# Questions: suggested ones, and what a command asks
question-score = { $edition }裡{ $subject }幾分？
question-compare = 比較{ $edition }的{ $first }和{ $second }
question-leader = { $edition }誰排第一？
question-attribute = { $subject }的{ $attribute }呢？
question = { $text }？
question-rank = 給模型排名
question-rank-of = 給{ $names }的模型排名
question-rank-by = 依{ $measure }排名
question-measures = 有哪些可以排名？
question-history = { $name }各期的{ $attribute }
question-summary = 總結一下「{ $title }」
question-profile = 報告怎麼評價{ $name }？
question-editions = 有哪幾期報告，能互相比較嗎？

# Charts and tables
plot-scales = 尺度不同
plot-times = 時間不同
plot-sources = 來源：{ $sources }
plot-alt-bars = 長條圖：{ $title }。
plot-alt-steps = 階梯圖：{ $title }。
plot-alt-panel = { $title }：{ $points }。
plot-alt-more = 以及另外{ $number }個
table-place = 名次
table-name = 名稱
table-figure = 項目
table-value = 數值
table-edition = 期別
table-time = 時間
table-weights = 權重
table-sources = 來源
weights-open = 開放
weights-closed = 封閉

# Where in its file a quote stands
place-page = 第{ $label }頁
place-slide = 第{ $label }張投影片
place-sheet = 工作表「{ $label }」
place-cells = { $label }
place-chapter = 「{ $label }」一章
place-row = { $row }列
place-cell = { $row }列，{ $columns }欄
place-recognised = 由OCR辨識

# What became of an answer that a language model was to word
worded-edition = （{ $edition }版）
worded-by = 由 { $model } 根據下列引文撰寫，每句話都已與引文核對。
worded-failed = 按原文給出：語言模型沒有回應。
worded-doubted = 按原文給出：語言模型所寫的內容未通過與引文的核對。
worded-incomplete = 按原文給出：語言模型遺漏了部分答案。
worded-stopped = 按原文給出：撰寫已停止。
worded-spent = 按原文給出：語言模型今天的用量已用完。
