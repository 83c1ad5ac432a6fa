edition-quarter = { $year }年第{ $quarter ->
    [1] 一
    [2] 二
    [3] 三
   *[4] 四
 }季度
list-and = { $first }和{ $last }
list-separator = 、
colon = ：
quote = “{ $text }”

amount-points = { $amount }分
gap-points = { $amount }分
amount-users = { $amount }
amount-USD = { $amount }美元
amount-USD-large = { $amount }美元
amount-months = { $amount }个月
amount-years = { $amount }年
qualifier-about = 约{ $value }
qualifier-nearly = 近{ $value }
qualifier-under = 不到{ $value }
qualifier-over = 超过{ $value }

fact-generic = { $subject }的{ $attribute }：{ $value }（{ $edition }）。
fact-line = { $subject }：{ $value }（{ $edition }）
fact-short = { $subject }：{ $value }
fact-as-of = { $subject }在{ $date }为{ $value }（{ $edition }）。
belongs = { $subject }来自{ $lab }。

rank-high = { $attribute }，从高到低（{ $edition }）{ $scope }：
rank-low = { $attribute }，从低到高（{ $edition }）{ $scope }：
rank-one-high = { $attribute }最高的是{ $subject }：{ $value }（{ $edition }）{ $scope }。
rank-one-low = { $attribute }最低的是{ $subject }：{ $value }（{ $edition }）{ $scope }。
rank-stated = { $edition }的报道所列的名次：
scope = {" — "}{ $names }
filter-above = { $attribute }高于{ $value }（{ $edition }）{ $scope }：
filter-at_least = { $attribute }不低于{ $value }（{ $edition }）{ $scope }：
filter-below = { $attribute }低于{ $value }（{ $edition }）{ $scope }：
filter-at_most = { $attribute }不高于{ $value }（{ $edition }）{ $scope }：
filter-between = { $attribute }在{ $value }到{ $upper }之间（{ $edition }）{ $scope }：
filter-equal = { $attribute }为{ $value }（{ $edition }）{ $scope }：
filter-all = { $attribute }（{ $edition }）{ $scope }：
count = { $edition }共有{ $number }个{ $scope }：
count-members = { $number }家（{ $edition }）{ $names }。
compare-ahead = { $winner }的{ $attribute }高于{ $losers }（{ $edition }）。
compare-tie = 按{ $attribute }，{ $names }持平（{ $edition }）。
difference = 相差{ $amount }（{ $edition }）。
value-range = { $low }–{ $high }
value-disputed = { $range }，各来源说法不一
beside = { $text }（{ $detail }）
scope-without = 不含{ $name }
scope-open = 开放权重
scope-closed = 封闭权重（来源未说明开放或封闭的模型不计入）
rank-margin = ；相差不超过该期所述误差±{ $margin }的并列
list-cut = ；前{ $shown }个，共{ $number }个
count-disputed = { $edition }共有{ $least }个{ $scope }，按其他来源则为{ $number }个，各来源说法不一：
compare-together = 按{ $attribute }，{ $winners }持平，高于{ $losers }（{ $edition }）。
compare-level = 按{ $attribute }，{ $names }持平，相差不超过该期所述误差±{ $margin }（{ $edition }）。
compare-disputed = 按{ $attribute }，{ $names }谁高谁低取决于来源（{ $edition }）。
difference-within = 相差{ $amount }，不超过该期所述误差±{ $margin }（{ $edition }）。
difference-disputed = 视来源而定，相差{ $low }到{ $high }（{ $edition }）。
resolved = { $written } → { $name }

notice-comparability = { $editions }的分数出自不同版本的指数，不能直接比较：差值和先后都没有意义。{ $reason }
reason-undeclared = 没有任何说明表明它们采用同一尺度。
notice-comparability-short = { $editions }的分数不可直接比较。
notice-conflict = 关于{ $subject }的{ $attribute }，各来源说法不一：{ $sides }。
notice-conflict-time = { $subject }的{ $attribute }{ $value }对应的时间，各来源说法不一：{ $sides }。
notice-conflict-side = { $value }（{ $sources }）
notice-conflict-documents = 文档之间说法不一：{ $sides }。
notice-conflict-apart = {"；"}
notice-conflict-order = 来源所列的名次与分数不一致：{ $lines }。
notice-conflict-order-pair = { $lower }（{ $value_lower }）排在{ $higher }（{ $value_higher }）之后
notice-conflict-order-missing = { $name }（{ $value }）未列入名次
notice-translation = 引文保留文档原来的语言：{ $language }。
notice-extracted = 由程序从“{ $document }”中读出：{ $figures }（置信度{ $confidence }{ $number ->
    [1] {""}
   *[other] 以上
 }），尚无人核对。
notice-extracted-many = 其中{ $number }个数字
notice-closest = 文档中最接近的内容：“{ $quote }”（{ $edition }）
publisher-unnamed = 未署发布者的来源

abstain-attribute = 文档中没有给出{ $subject }的{ $attribute }。
abstain-attribute-edition = { $edition }的文档中没有给出{ $subject }的{ $attribute }。
abstain-attribute-only = 文档中没有给出{ $attribute }。
abstain-name = 文档中没有提到{ $name }。
abstain-edition = 这里没有{ $edition }的报告；Footnote 收录的是{ $editions }。
abstain-none = 文档中没有符合条件的{ $attribute }（{ $edition }）{ $scope }。
abstain-aggregate = 文档没有给出这样的平均值或总和，Footnote 不会自行计算没有人说过的数字。
abstain-passage = 我在文档（{ $editions }）中没有找到这个问题的答案。
clarify = 您指的是哪一个：{ $names }？

help-greeting = 您好！我回答关于{ $titles }的问题，每句话都附有核对过的原文引用。{ $examples }
help-try = 可以试试：{ $examples }
help-documents = 我是 Footnote，根据{ $titles }回答问题的机器人。请用自己的话提问；每句话都带有编号的原文引用，且已与文档核对；文档里没有答案时我会直说。
help-titles = { $titles }等另外{ $number }份文档
help-thanks = 不客气！关于{ $titles }还可以继续问我。
help-farewell = 再见！想核对数字的时候随时找我。
help-help = 我是 Footnote，根据{ $titles }回答问题的机器人。可以问分数、对比、排名、用户数、融资、日期，也可以问原因；每句话都带有编号的原文引用，且已与文档核对；文档里没有答案时我会直说。{ $examples }
error-empty = 请输入一个问题。
error-long = 问题太长了：{ $length } 个字符，最多 { $limit } 个。
error-binary = 这不是可读的文本。
answers-numbered = { $number }. { $question }
answers-more = 每条消息我最多回答五个问题，其余的请另发一条消息。
presumed = 文档中{ $subject }的数字不是{ $value }，文档给出的是：

language-en = 英文
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-fr = 法文
language-ja = 日文

follow-edition = { $edition }呢？
follow-attribute = { $subject }的{ $attribute }？
follow-about = 报告怎么评价{ $subject }？
follow-rank = { $edition }排名前5的模型
example-score = { $edition }里{ $subject }多少分？
example-compare = 对比{ $edition }的{ $first }和{ $second }
example-attribute = { $subject }的{ $attribute }？

history-edition = { $attribute }（{ $edition }）：
history-line = { $subject }：{ $value }（{ $when }）
history-released = { $date }发布
profile-models = 按{ $attribute }排列的模型（{ $edition }）：
profile-open = { $line }，开放权重
profile-others = 文档中没有得分的模型：
profile-figures = { $subject }：
profile-missing = 文档中没有{ $subject }的：{ $attributes }。
editions-index = 指数：{ $index }
editions-published = 发布：{ $date }
editions-unpublished = 发布：文档未说明日期。
editions-holds = 收录：{ $models }个模型、{ $figures }个数字、{ $documents }份文档
editions-margin = 相差不超过该期所述误差±{ $margin }的分数视为持平。
editions-exact = 该期未给出误差：只有分数相同才算持平。
editions-together = 可与{ $editions }比较（Footnote自己的判断）。
editions-apart = 不可与{ $editions }比较（Footnote自己的判断）：{ $reason }
plot-sources = 来源：{ $sources }
plot-alt-bars = 柱状图：{ $title }。
plot-alt-steps = 阶梯图：{ $title }。
plot-alt-panel = { $title }：{ $points }。
plot-alt-more = 以及另外{ $number }个
plot-times = { $editions }的数字属于不同时间。
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
abstain-scores = 这个语料库里没有可供查询、比较或排名的得分。
abstain-lab = { $name }不是实验室，也没有文档说明它属于哪一家。
command-rank = 给模型排名
command-rank-of = 给{ $names }的模型排名
command-history = { $name }各期的{ $attribute }
command-profile = 报告怎么评价{ $name }？
command-editions = 有哪些期次的报告，能互相比较吗？
