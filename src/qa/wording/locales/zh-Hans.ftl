# Words and lists
edition-half = { $year }年{ $half ->
    [1] 上半年
   *[other] 下半年
 }
edition-undated = 未注明日期
edition-quarter = { $year }年第{ $quarter ->
    [1] 一
    [2] 二
    [3] 三
   *[4] 四
 }季度
list-and = { $first }和{ $last }
list-separator = 、
part-separator = ，
clause-separator = ；
colon = ：
label-separator = ——
quote = “{ $text }”
with-detail = { $text }（{ $detail }）
language-en = 英文
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-fr = 法文
language-ja = 日文

# Values
amount-points = { $amount }分
amount-users = { $amount }
amount-USD = { $amount }美元
amount-USD-large = { $amount }美元
amount-months = { $amount }个月
amount-years = { $amount }年
gap-points = { $amount }分
qualifier-about = 约{ $value }
qualifier-nearly = 近{ $value }
qualifier-under = 不到{ $value }
qualifier-over = 超过{ $value }
value-range = { $low }–{ $high }
value-disputed = { $range }，各来源说法不一

# Single figures
fact-generic = { $subject }的{ $attribute }：{ $value }（{ $edition }）。
fact-untimed = { $subject }的{ $attribute }：{ $value }。
fact-line = { $subject }：{ $value }（{ $edition }）
fact-short = { $subject }：{ $value }
fact-as-of = { $date }，{ $subject }为{ $value }（{ $edition }）。
presumed = 文档并未说{ $subject }为{ $value }，文档给出的是：

# Rankings, filters and counts
rank-high = { $attribute }，从高到低（{ $edition }{ $scope }）：
rank-low = { $attribute }，从低到高（{ $edition }{ $scope }）：
rank-one-high = { $attribute }最高的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-one-low = { $attribute }最低的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-end-high = { $attribute }最高的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-end-low = { $attribute }最低的是{ $subject }：{ $value }（{ $edition }{ $scope }）{ $close }。
rank-close = ，紧随其后的是{ $names }
rank-place-high = { $attribute }{ $number ->
    [1] 第{ $place }的是{ $names }
   *[other] 并列第{ $place }的是{ $names }
 }：{ $value }（{ $edition }{ $scope }）。
rank-place-low = { $attribute }{ $number ->
    [1] 倒数第{ $place }的是{ $names }
   *[other] 并列倒数第{ $place }的是{ $names }
 }：{ $value }（{ $edition }{ $scope }）。
rank-margin = ，相差不超过报告给出的误差±{ $margin }的视为并列
list-cut = ，共{ $number }个，列出前{ $shown }个
bound-above = { $attribute }高于{ $value }
bound-at_least = { $attribute }不低于{ $value }
bound-below = { $attribute }低于{ $value }
bound-at_most = { $attribute }不高于{ $value }
bound-between = { $attribute }在{ $value }到{ $upper }之间
bound-equal = { $attribute }为{ $value }
filter = { $bound }（{ $edition }{ $scope }）：
count = { $bound }的共{ $number }个（{ $edition }{ $scope }）{ $names }。
count-all = 有{ $bound }的共{ $number }个（{ $edition }{ $scope }）{ $names }。
count-some = 共{ $number }个（{ $edition }{ $scope }）{ $names }。
count-none = 没有。
count-disputed = { $bound }的共{ $least }个，按其他来源则为{ $number }个（{ $edition }{ $scope }）{ $names }。
count-members = { $number }家（{ $edition }{ $scope }）{ $names }。
scope = ，{ $names }
scope-without = 不含{ $names }
scope-open = 开放权重
scope-closed = 封闭权重，来源未说明是否开放的模型不计入
measures = 可以排名的指标，及各有数字的对象数：
measure-held = { $measure }：{ $number }
measures-more = 另有{ $number }项指标。

# 是或否
verdict-yes = 是的。
verdict-no = 不是。
verdict-some = 有。
verdict-none = 没有。

# Comparisons
compare-ahead = 按{ $attribute }，{ $names }比{ $next }领先{ $amount }：{ $value }对{ $next_value }（{ $edition }）。
compare-first = 按{ $attribute }，{ $names }以{ $value }居首，比其后的{ $next }领先{ $amount }（{ $edition }）。
compare-together = 按{ $attribute }，{ $names }持平，比{ $next }领先{ $amount }（{ $edition }）。
compare-above = 按{ $attribute }，{ $names }比{ $next }高{ $amount }：{ $value }对{ $next_value }（{ $edition }）。
compare-highest = { $attribute }最高的是{ $names }，为{ $value }，比其后的{ $next }高{ $amount }（{ $edition }）。
compare-highest-together = 按{ $attribute }，{ $names }持平，比{ $next }高{ $amount }（{ $edition }）。
compare-tie = 按{ $attribute }，{ $names }持平，均为{ $value }（{ $edition }）。
compare-level = 按{ $attribute }，{ $names }持平，相差{ $amount }，不超过报告给出的误差±{ $margin }（{ $edition }）。
compare-disputed = 按{ $attribute }，{ $names }谁领先，各来源说法不一，最多相差{ $amount }（{ $edition }）。
compare-scales = { $names }的{ $attribute }无法分出高下：{ $edition }的得分采用不同的尺度。各自的数据如下：
compare-times = { $names }的{ $attribute }无法分出高下：数据来自不同时间（{ $edition }）。各自的数据如下：

# Histories, labs and editions
history-edition = { $attribute }（{ $edition }）：
history-line = { $subject }：{ $value }（{ $when }）
history-released = { $date }发布
history-risen = { $subject }的{ $attribute }从{ $before }（{ $since }）升至{ $after }（{ $until }），上升{ $amount }。
history-fallen = { $subject }的{ $attribute }从{ $before }（{ $since }）降至{ $after }（{ $until }），下降{ $amount }。
history-level = { $subject }的{ $attribute }没有明显变化：{ $before }（{ $since }），{ $after }（{ $until }）。
history-apart = { $edition }的得分采用不同的尺度，数值升降并不能说明{ $subject }变好还是变差。
profile-models = 按{ $attribute }排列的模型（{ $edition }）：
profile-open = { $line }，开放权重
profile-others = 文档中没有得分的模型：
profile-figures = 另有记载：
profile-missing = 文档没有给出{ $subject }的{ $attributes }。
mentions-none = 没有提到{ $names }。
editions-index = 指数：{ $index }
editions-published = 发布：{ $date }
editions-unpublished = 发布：未注明日期
editions-holds = 收录：{ $models }个模型、{ $figures }个数字、{ $documents }份文档
editions-margin = 分数相差不超过报告给出的误差±{ $margin }，即视为持平。
editions-exact = 报告未给出误差，只有分数相同才算持平。
editions-together = 可与{ $editions }比较（Footnote的判断）。
editions-apart = 不可与{ $editions }比较（Footnote的判断）：{ $reason }

# Summaries and changes
summary-leader = { $attribute }居首：{ $names }
summary-more = 另有{ $number }份。
changes-first = { $attribute }前几名：{ $names }
changes-new = 仅见于本期：{ $names }
changes-both = 两期都有：
changes-figure = { $subject }的{ $attribute }：{ $value }（{ $edition }）
changes-one = 文档只有一期（{ $edition }），没有可对照的另一期。
changes-none = 文档不分期，没有可对照的内容。

# Notices
notice-comparability = { $editions }的分数不能直接比较（Footnote的判断）：{ $reason }
reason-undeclared = 没有任何说明表明它们采用同一尺度。
notice-conflict = 关于{ $subject }的{ $attribute }，各来源说法不一：{ $sides }。
notice-conflict-time = { $subject }的{ $attribute }{ $value }对应的时间，各来源说法不一：{ $sides }。
notice-conflict-side = { $value }（{ $sources }）
notice-conflict-documents = 文档之间说法不一：{ $sides }。
notice-conflict-order = 报道给出的名次与分数不一致：{ $lines }。
notice-conflict-order-pair = { $lower }（{ $value_lower }）排在{ $higher }（{ $value_higher }）之后
notice-order = { $edition }的报道列出的名次不同：{ $names }。
notice-translation = 引文保留文档原来的语言：{ $language }。
notice-extracted = 由程序从“{ $document }”中读出，尚无人核对：{ $figures }（置信度{ $confidence }{ $number ->
    [1] {""}
   *[other] 以上
 }）。
notice-extracted-many = 其中{ $number }个数字
notice-closest = 文档中最接近的内容：“{ $quote }”（{ $document }）
publisher-unnamed = 未注明出版方

# No answer
abstain-attribute = 文档中没有给出{ $subject }的{ $attribute }。
abstain-attribute-edition = { $edition }的文档中没有给出{ $subject }的{ $attribute }。
abstain-attribute-only = 文档中没有给出{ $attribute }。
abstain-name = 文档中没有提到{ $name }。
abstain-edition = 没有收录{ $edition }的报告，收录的是{ $editions }。
abstain-none = 文档中没有符合条件的{ $attribute }（{ $edition }{ $scope }）。
abstain-bound = 文档中没有符合条件的结果：{ $bound }（{ $edition }{ $scope }）。
abstain-aggregate = 文档没有给出这样的平均值或总和，Footnote不会自行计算任何来源都没有给出的数字。
abstain-passage = 我在文档中没有找到这个问题的答案。
abstain-documents = 我在{ $documents }中没有找到这个问题的答案。
abstain-searched = 已查找：{ $documents }。
abstain-searched-for = 查找内容：{ $words }；查找范围：{ $documents }。
abstain-contact = 可以询问{ $contact }。
abstain-topic = 没有文档提到{ $words }。
documents-publisher = 出版方：{ $publisher }
documents-unpublished = 出版方：未注明
documents-parts = 章节：{ $headings }
abstain-scores = 文档里没有可供查询、比较或排名的得分。
abstain-measure = 文档里没有名为{ $measure }的数字。最接近的：{ $near }。
abstain-common = 文档中没有{ $names }都有的数字。
abstain-figures = 文档中没有{ $names }的数字。
abstain-history = 文档中没有{ $names }在多个时间的数字。
abstain-lab = { $name }不是实验室，也没有文档说明它属于哪家实验室。
clarify = 你指的是哪一个：{ $names }？

# Greetings and help
collections-also = 此外，我还根据以下内容回答：{ $titles }。
collections-empty = 这里还没有可供我回答的报告。管理员可以添加：在 Discord 中用 /corpus add，在终端中用 qa ingest。
share-card-checked = 每个数字都出自逐字核对过的引文。提问日期：{ $date }。
help-greeting = 你好！我回答关于{ $titles }的问题，每句话都附有核对过的原文引用。{ $examples }
help-help = 我是Footnote，一个根据{ $titles }回答问题的机器人。可以问分数、对比、排名、用户数、融资、日期，也可以问原因。每句话都附有编号的原文引用，均已与文档核对；文档里没有答案时，我会直说。{ $examples }
help-documents = 我是Footnote，一个根据{ $titles }回答问题的机器人。请用自己的话提问。每句话都附有编号的原文引用，均已与文档核对；文档里没有答案时，我会直说。{ $examples }
help-thanks = 不客气！关于{ $titles }，还可以继续问我。
help-farewell = 再见！想核对数字的时候随时找我。
help-bot = 我是Footnote，一个从{ $titles }里查找并引用原句和数字的程序。我不是真人，也不是会编造文字的聊天机器人：数字不由语言模型来写，我也不会从大家的消息里学习。
help-chat = 很高兴和你聊天，不过我最熟悉的是{ $titles }。{ $examples }
help-ok = 好的。关于{ $titles }，还可以继续问我。
help-orders = 我只根据文档回答问题，不执行其他指令。你可以问我关于{ $titles }的问题。{ $examples }
help-sources = 我给出的每个数字都出自逐字核对过的引文，与存档文档一致；对不上的引文或数字不会显示。文档及其依据如下：
help-sources-answer = 刚才的回答依据这些原句：
help-article = 来源：{ $article }
help-doubt = 请告诉我是哪个回答，或者再问一次：我会引出它所依据的原句，方便你自己核对。
help-doubt-again = 我又核对了一遍，结果相同。每条引文都已与存档文档逐字比对：
help-doubt-quotes = 依据的原句：
help-doubt-report = 我能给出文档的说法，但无法判断文档本身是否正确。如果你认为报告有误，请查看原文，并告知这个机器人的管理者。
help-try = 可以试试：{ $examples }
help-titles = { $titles }以及另外{ $number }份文档
answers-numbered = { $number }. { $question }
answers-more = 每条消息我最多回答五个问题，其余的请另发一条消息。
error-empty = 请输入一个问题。
error-long = 问题太长了：共{ $length }个字符，上限为{ $limit }个。
error-binary = 这不是可读的文本。

# Questions: suggested ones, and what a command asks
question-score = { $edition }里{ $subject }多少分？
question-compare = 对比{ $edition }的{ $first }和{ $second }
question-leader = { $edition }谁排第一？
question-attribute = { $subject }的{ $attribute }呢？
question = { $text }？
question-rank = 给模型排名
question-rank-of = 给{ $names }的模型排名
question-rank-by = 按{ $measure }排名
question-measures = 有哪些可以排名？
question-history = { $name }各期的{ $attribute }
question-summary = 总结一下“{ $title }”
question-profile = 报告怎么评价{ $name }？
question-editions = 有哪几期报告，能互相比较吗？

# Charts and tables
plot-scales = 尺度不同
plot-times = 时间不同
plot-sources = 来源：{ $sources }
plot-alt-bars = 柱状图：{ $title }。
plot-alt-steps = 阶梯图：{ $title }。
plot-alt-panel = { $title }：{ $points }。
plot-alt-more = 以及另外{ $number }个
table-place = 名次
table-name = 名称
table-figure = 项目
table-value = 数值
table-edition = 期次
table-time = 时间
table-weights = 权重
table-sources = 来源
weights-open = 开放
weights-closed = 封闭

# Where in its file a quote stands
place-page = 第{ $label }页
place-slide = 第{ $label }张幻灯片
place-sheet = 工作表“{ $label }”
place-cells = { $label }
place-chapter = “{ $label }”一章
place-row = { $row }行
place-cell = { $row }行，{ $columns }列
place-recognised = 由OCR识别

# What became of an answer that a language model was to word
worded-edition = （{ $edition }版）
worded-by = 由 { $model } 根据下列引文撰写，每句话都已与引文核对。
worded-failed = 按原文给出：语言模型没有回应。
worded-doubted = 按原文给出：语言模型所写的内容未通过与引文的核对。
worded-incomplete = 按原文给出：语言模型遗漏了部分答案。
worded-stopped = 按原文给出：撰写已停止。
worded-spent = 按原文给出：语言模型今天的用量已用完。
