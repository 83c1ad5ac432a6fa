command-ask = 提问
describe-ask = 就报告提问；每个回答都附上依据
option-question = 问题
describe-question = 你的问题，可用中文、英文、法文或日文
option-private = 仅自己可见
describe-private = 只有你能看到回答；之后可以分享
option-edition = 期次
option-collection = 资料集
describe-edition = 只在这一期报告中查找
describe-collection = 只根据这个资料集回答
command-score = 评分
describe-score = 查看一个模型在各期的评分
option-model = 模型
describe-model = 模型名称，任何语言均可
command-compare = 对比
describe-compare = 逐期对比两到五个模型，附图表
option-numbered-model = 模型{ $number }
command-rank = 排行
describe-rank = 按评分排列模型，各期分开，附图表
option-lab = 实验室
describe-lab = 一家实验室或公司：模型、用户、资金，附日期
describe-by-lab = 只看这家实验室或公司的模型
describe-lab-name = 实验室或公司的名称，任何语言均可
option-country = 国家
describe-country = 只看这个国家的模型
option-open-weights = 开放权重
describe-open-weights = 只看明确开放权重的模型（选 false 则只看明确未开放的）
option-top = 前几名
describe-top = 显示前几名
option-measure = 指标
describe-measure = 评分以外的数字，用文档里的名称
command-history = 历程
describe-history = 一个模型或实验室在各期的评分，每期各用自己的尺度
option-name = 名称
describe-name = 模型或实验室，任何语言均可
command-lab = 实验室
command-editions = 各期
describe-editions = 每期的指数衡量什么，可以和哪一期比较
command-help = 帮助
describe-help = Footnote 能做什么、怎样提问
menu-ask-about = 就此提问
menu-explain = 解释这个回答

ask-about-title = 就这条消息提问
ask-about-label = 你的问题

asked-by = { $name } 的提问
checked = { $count } 条引文已核对
choose = 你指的是哪一个？
button-sources = 来源（{ $count }）
button-share = 分享
button-delete = 删除
button-stop = 停止撰写
button-back = 上一页
button-next = 下一页 ({ $page }/{ $pages })
share-done = 这条回答已经发布。
share-button = 回答已发布，只是没能从这张卡片上移除按钮。再按一次不会重复发布。
button-shared = 已分享…
share-how = 你想怎样分享？
share-where = ……或发到其他频道或子区
way-here = 发到本频道
way-link = 分享链接
told-link = 将会公开：有地址的人都能阅读
way-private-link = 分享私密链接
told-private-link = 只有拿到地址的人能阅读，一周后失效
way-picture = 分享图片
told-picture = PNG 图片，含回答、引文和出处
told-pictured-picture = 图中二维码通向回答的页面，该页面将会公开
way-markdown = 文件：Markdown
way-json = 文件：JSON（可重新核对）
way-bibtex = 出处：BibTeX
way-ris = 出处：RIS（EndNote、Zotero）
way-apa = 出处：APA
way-gbt7714 = 出处：GB/T 7714
way-unshare = 收回分享
told-unshare = 从频道移除副本，并让页面下线
share-posted = 回答已发布：
share-link = 这条回答现在是公开的：有地址的人都能连同引文一起阅读。在同一菜单里选“收回分享”即可结束。
share-private-link = 只有拿到这个地址的人能阅读这条回答。它在 { $ends } 失效，你删除回答时也会失效。
share-pictured = 图中二维码通向回答的页面，该页面现在是公开的。在同一菜单里选“收回分享”即可结束。
share-file = 这是你的文件，其他人看不到。
share-taken-back = 已收回：频道里不再有副本，页面也已下线。

in-chart = ……图中还有{ $count }个
sources-title = 来源
open-there = 打开此处
digest-of = Footnote 摘要，依据：
publisher-unknown = 未注明出版方
date-unknown = 未注明日期
language-en = 英文
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-fr = 法文
language-ja = 日文

help-title = 可以核对的回答
help-about = 我根据报告回答问题。每个说法都附有编号的引文，每条引文都与所存文档逐字核对过。
help-how = 怎样提问
help-ways =
    • `/提问`：所有人可见，或选“仅自己可见”
    • 在频道或子区里 @ 我、回复我，或给我发私信
    • 右键点击消息 → 应用 → *就此提问*
help-look-ups =
    • `/评分`、`/对比`、`/排行`、`/历程`：模型的评分，附图表
    • `/实验室`：报告里关于一家实验室的内容 · `/各期`：每期的指数衡量什么
    • `/关注`：新资料改变一个模型或实验室的数字时通知您
help-measures = • 加上 *指标* 可查文档提到的任何数字；没有评分时，单用 `/排行` 会列出有哪些
help-manages =
    • `/教过的回答` – 教给我的问题和回答 · `/提问概况` – 大家问了什么，哪些我没能回答
    • `/数据 审核` – 我从报告中读到的数据，待确认 · `/诊断` – 哪里有问题，该怎么办
help-promises = 报告里没有的，我会直说。为使按钮有效，显示过的回答会保留一段时间；按 **删除** 可立即移除；用 `/隐私` 可查看并删除我保留的关于您的全部内容。
help-scales = 不可比较的各期之间，评分绝不混用。

error-cooldown = 请稍等，{ $seconds } 秒后可以再问。
error-busy = 正在回答的问题很多，请稍后再问。
error-stopping = 正在重新启动，请一分钟后再问。
error-slow = 用时太久，已经中止。请再试一次，或把问题写短些。
error-question = 没有找到问题：内容为空、太长，或不是文字。请用一两句话提问。
error-unreadable = 我读不到你回复的那条消息：它没有文字，或者没有提及我，Discord 因此不让我看到。请把问题写给我，或右键点击那条消息 → 应用 →「就此提问」。
error-expired = 这个回答已不再保留，按钮因此失效。请重新提问。
error-withdrawn = 这个回答引用的部分资料已被移除，或在这里不能再阅读。请重新提问。
error-collection = 这里没有这个资料集。不填此项即可询问这里可读的全部资料。
error-delete = 只有提问者本人或管理员可以删除这个回答。
error-stop = 只有提问者本人可以停止。
error-share = 无法发到这里：你和我都需要在本频道发言的权限。
error-share-unclear = Discord 没有告诉我回答是否已发布。如果频道里看不到，请再按一次“分享”。
error-share-there = 无法发到那里：你和我都需要能看到那个频道并在其中发言的权限。
error-share-file = 回答的页面现在是公开的（{ $url }），但图片没能做好或发出。请再试一次，或选“收回分享”。
error-unshare-card = 页面已下线，副本的回答也已忘记，但 Discord 没让我从频道移除副本。请按副本下面的“删除”，或稍后再选一次“收回分享”。
error-pages = 目前没有页面，所以没有链接。什么都没有改变；请告诉运营者。
error-delete-card = 这条回答的记录已删除，但 Discord 没能移除卡片。请稍后再按一次“删除”。
error-storage = 没能写入记录，因此什么都没有改动：磁盘已满或无法使用。请稍后再试，并告知运营者。参考编号：`{ $reference }`
error-permission = 我在那里缺少所需的权限（查看频道、发送消息）。请联系管理员。编号：`{ $reference }`
error-discord = Discord 处理我的回复时出了问题。请稍后再试。编号：`{ $reference }`
error-internal = 我这边出了错，已记入日志。请再试一次；若仍然如此，请把这个编号告诉运营者：`{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = 数据
describe-facts = 从文档中自动读出的数字
command-review = 审核
describe-review = 成组或逐条接受、拒绝读出的数字
review-sure = 置信度{ $confidence }
review-new = 新名称（{ $kind ->
    [model] 模型
    [lab] 实验室
    [application] 应用
    [company] 公司
   *[other] { $kind }
 }）
review-merged = = { $entity }
review-held = 现有数据为{ $value }
review-left = 还有{ $count }条待审核
review-figures = { $count }个数字
review-odd = { $count }个与其余数字的数量级不同
review-skipped = 你的决定已保存，但有{ $count }个数字除外：期间已有人决定，或已不存在。
review-none = 没有待审核的内容了。
review-decided = 你的决定已保存，但这张卡片没能更新。请重新打开 `/facts review` 继续。
review-undone = 你的决定已撤销，但这张卡片没能更新。请重新打开 `/facts review` 继续。
review-merge = 这个名称指的是……（即接受）
review-alike = 相似度{ $percent }%
button-accept-all = 全部接受
button-reject-all = 全部拒绝
button-singly = 逐条查看
button-accept = 接受
button-reject = 拒绝
button-skip = 跳过
button-undo = 撤销
error-review = 只有运营者指定的服务器的管理员才能审核数字。
error-review-undo = 你没有可以撤销的决定。
error-review-undone = 没有撤销任何决定：那个决定已经撤销，或者你之后又作了别的决定。
error-review-merge = 这个名称已不能选择：期间有人合并了它，或撤销了有关决定。请再看一下这个数字。
error-review-gone = 这个数字已不在待审之列。卡片上是下一条；如果没有显示，请重新打开 `/facts review`。
error-review-grown = 没有作出任何决定：期间增加了数字。请重新查看全部。

# Explanations: for those who manage a server; what is explained is in English.
explain-differs = 刚才重新提问，得到的回答已经不同：之前的对话、提问的选项或文档与当时不一样了。
error-explain = 只有可以管理此服务器的成员才能查看对回答的解释。
error-explain-what = 这不是我的回答：请在回答的卡片上选择此命令。

# 以频道为来源：供管理员使用。
command-channel = 频道
describe-channel = 把某个频道或子区中选定的消息收进本服务器的报告
option-channel = 频道
describe-source = 频道或子区；不填则为此处
option-authors = 作者
describe-authors = 保留作者的名字（不填则照旧，起初不保留）
option-stop = 停止
describe-source-stop = 把其中的消息全部移出
channel-named = 从现在起，我也根据 { $channel } 回答：包括其中标注的消息，以及您用 *{ $menu }* 选定的消息（目前 { $count } 条）。编辑、取消标注或删除后，几秒内就会同步。
channel-whole = 由于这是子区，大家在其中写的所有消息也会收入。
channel-not-whole = 这个子区的消息不会全部收入：只有运营者启用 *Message Content*，Discord 才会让我看到其他消息。
channel-unread = 除非运营者启用 *Message Content*，否则 Discord 不会让我看到没有提及我的消息内容（因此略去的标注消息：{ $count } 条）。您选定的消息由您亲自展示给我；之后若被编辑，需要重新选定。
channel-authors = 会保留作者的名字。要去掉，请用 `作者: False`。
channel-no-authors = 不保留作者的名字。
channel-hidden = 并非服务器的所有成员都能看到那个频道，但在这里向我提问的人都可能看到我从中引用的内容。
channel-stopped = { $channel } 的消息已全部移出报告。
channel-chosen = 这条消息已收入报告。如果它在 { $channel } 中被编辑或删除，报告也会随之更新。
error-channel-administrators = 只有本服务器的管理员才能把消息收入报告。
error-channel-closed = 我无法读取那个频道：我在那里需要“查看频道”和“阅读消息历史记录”的权限。
error-channel-kind = 那既不是本服务器的文字频道，也不是子区。
error-channel-unnamed = 这个频道不在报告之中。要收入其中的消息，请先用 `/corpus 频道` 指定它。
error-channel-many = 本服务器的报告中已有 { $most } 个频道，不能再多。请先用 `/corpus 频道` 的 `停止` 移出一个。
error-channel-wordless = 那条消息没有可以引用的文字，或者是我自己的消息。

# Reports of a server's own: for administrators. Form: title and labels at most 45 characters, what is told 100.
command-corpus = 报告
describe-corpus = 这个服务器自己的报告
command-add = 添加
describe-add = 为这个服务器添加报告：文件或网址
command-list = 列表
describe-list = 这个服务器自己的报告，以及它还会读取哪些资料集
command-remove = 移除
describe-remove = 移除一份报告，或停用一个共享资料集；两者都可以撤销
option-document = 文档
describe-document = 这个服务器的报告，或共享资料集
command-status = 状态
describe-status = 正在读取什么、已有多少、上限是多少
menu-add = 加入报告
corpus-form-title = 添加报告
corpus-form-files = 文件
corpus-form-files-told = PDF、Word、幻灯片、表格、电子书、网页、文本：最多 10 个，每个 { $megabytes } MB
corpus-form-addresses = 网址
corpus-form-addresses-told = 可代替文件或一并填写：每行一个，最多 10 个
corpus-form-name = 标题
corpus-form-name-told = 只适用于单份报告，而报告本身没有清楚写明时
corpus-form-edition = 期别
corpus-form-edition-told = 适用于全部报告，例如 2025-Q1；不填则由我尽量判断
corpus-doing-add = 正在添加报告
corpus-doing-remove = 正在移除
corpus-doing-restore = 正在恢复
corpus-done-add = 已添加报告
corpus-done-remove = 已移除
corpus-done-restore = 已恢复
corpus-nothing = 没有任何变动
corpus-done-away = 已停用：在这里不再根据它回答
corpus-done-read = 在这里重新根据它回答
corpus-receiving = 正在接收文件
corpus-waiting = 正在排队
corpus-reading = 正在读取
corpus-building = 正在准备回答所需的数据
corpus-receiving-of = 正在接收文件：{ $done }/{ $total }
corpus-reading-of = 正在读取：已完成 { $done }/{ $total }
corpus-building-of = 正在准备回答所需的数据：{ $done }/{ $total } 段
corpus-goes-on = 关闭这条消息也会继续进行；结果可用 `/报告 状态` 查看。
corpus-title-unused = 没有采用标题：标题只能用于单份报告。
corpus-kind = 我不读取这种文件
corpus-large = 超过 { $megabytes } MB
unread-encrypted = 已加密；请去掉密码
unread-protected = 受到保护，无法读取；请打印成新的 PDF
unread-copying = 已加密以防复制；请取得没有这种保护的版本
unread-empty = 是空的
unread-no-text = 没有文字
unread-blank = 是空的：里面没有文字
unread-script = 没有文字；如果网页由脚本填充，请用浏览器保存为 HTML 或 PDF
unread-pictures = 只有图片，没有文字；请保存为 PDF
unread-scan = 是扫描件：各页是没有文字的图片，从中没能读出任何内容
unread-scan-alone = 是扫描件：各页是没有文字的图片；要读取，需由运营者安装 footnote[ocr]
unread-large = 超过 { $count } MB；请拆分
unread-text = 文字超过 { $count } 个字符；请拆分
unread-characters = 超过 { $count } 个字符；请拆分
unread-millions = 超过 { $count } 百万个字符；请拆分
unread-pages = 有 { $count } 页，最多读取 { $most } 页；请拆分
unread-slow = 读取超过 { $count } 秒；请拆分
unread-memory = 需要的内存超过现有的；请拆分
unread-kind = 与文件名不符，或是不读取的格式（{ $suffix }）；请保存为 PDF 或 .docx
unread-unknown = 格式未知；请加上相应格式的扩展名
unread-binary = 是二进制数据，不是文字；请加上相应格式的扩展名
unread-no-pdf = 不是 PDF，尽管文件名这样写
unread-office = 是 2007 年以前的办公格式；请保存为现行格式（.docx、.pptx、.xlsx）
unread-archive = 是压缩包；请解压后提供其中的文件
unread-zip = 是已损坏的或不是文档的 ZIP 压缩包；请重新保存，或提供其中的文件
unread-damaged = { $what ->
    [workbook] 是已损坏的工作簿；请重新保存
   *[other] 已损坏；请重新保存
}
unread-damaged-pdf = 是已损坏的 PDF；请重新复制或下载
unread-damaged-page = 已损坏：共 { $most } 页，第 { $count } 页无法读取；请重新复制或下载
unread-cut-off = 不完整：缺少结尾；请重新复制或下载
corpus-changed = 已更新为新版本
corpus-unchanged = 已经有了
corpus-pages = { $count } 页
corpus-more = ……还有 { $count } 份
corpus-gone = 这些报告在这里已不存在。参考编号：`{ $reference }`
corpus-cut-short = 处理中途停止了。上面列出的已经保留，其余请重新添加。若仍然如此，请把这个编号告诉运营者：`{ $reference }`
corpus-list-title = 这个服务器的报告
corpus-count = { $count } 份报告
corpus-none = 目前还没有。请用 `/报告 添加`，或右键点击消息 → 应用 → *加入报告*。
corpus-added-on = { $date }加入
corpus-also = 也会根据这些回答：{ $titles }
corpus-away = 已停用：{ $titles }
corpus-read = 重新根据{ $title }回答
corpus-put-away = 停用：{ $title }
corpus-status-title = 这个服务器的报告
corpus-held = { $count } 份报告（上限 { $most } 份）
corpus-passages = { $count } 段
corpus-size = { $size } MB
corpus-version = 版本 { $version }
corpus-limits = 每个文件最大 { $megabytes } MB，一次最多 10 个。只有这个服务器的回答会用到它们。
corpus-idle = 目前没有正在读取的内容。
error-corpus = 只有管理员可以管理服务器的报告，而且只能在该服务器内操作。
error-corpus-nothing = 没有可以添加的内容：请提供文件或网址（https://…）。
error-corpus-many = 一次太多了：每次最多 { $most } 个文件和 { $most } 个网址。没有添加任何内容。
error-corpus-header = 标题或期别无法使用：请写成一行，不要含有看不见的字符。没有添加任何内容。
error-corpus-waiting = 这个服务器还有 { $count } 项操作未完成。请等第一项完成后再试；可用 `/报告 状态` 查看。
error-corpus-full = 空间不足：这个服务器已有 { $held } 份报告，上限 { $most } 份。请先移除一些（`/报告 移除`），或请运营者提高上限。
error-corpus-room = 我的磁盘快满了，因此没有添加任何内容。请告知运营者。
error-corpus-unknown = 这里没有这份报告。请从输入时出现的列表中选择。
error-corpus-undo = 这里没有可以撤销的内容了。
error-corpus-late = 已经无法撤销：移除的内容只保留一天。请重新添加。
error-corpus-undone = 已经撤销过了。

# 对回答的评价。表单：标题和字段名不超过 45 个字符，选项和说明不超过 100 个。
button-helpful = 有用
button-unhelpful = 没用
feedback-title = 这个回答哪里不对？
feedback-reason = 原因
feedback-wrong = 内容有误
feedback-unsupported = 来源里没有这么说
feedback-outdated = 已经过时
feedback-missing = 缺了内容
feedback-beside = 答非所问
feedback-words = 用您的话说
feedback-words-told = 可不填。本服务器的管理员能看到内容，看不到您的名字。
feedback-thanks = 谢谢。再按一次可收回。
feedback-noted = 谢谢，已记下。再按一次按钮可以修改。
feedback-taken-back = 已收回您的评价。

# 关于个人保留的内容：只告诉本人。
command-privacy = 隐私
describe-privacy = 我保留了您的哪些内容，可取回为文件，也可删除
button-data = 我的数据
button-forget = 忘记我
button-erase = 是，全部删除
privacy-title = 我保留的关于您的内容
privacy-about = 为使回答的按钮有效，我会保留您的提问和回答，最长 { $days } 天，服务器另有决定的除外。
privacy-answers = 提问和回答：{ $count } 条
privacy-feedback = 对回答的评价：{ $count } 条
privacy-watches = 您关注的回答：{ $count } 条
privacy-beside = 为理解接下来的话，我还会记住对话一刻钟。对于管理员，我会保留谁改动了什么。
privacy-servers = 您在被服务器收入报告的频道里写的内容属于该服务器；选择“忘记我”后，您的名字会从中消失。
privacy-data = 这是我保留的关于您的全部内容，一个 JSON 文件；在这里只有您能看到。
privacy-sure = 将立即从各处彻底删除：您的提问和回答、评价、关注，以及作为报告来源的频道中您的名字。您的回答的按钮会失效。Discord 里的消息仍在，请在那里删除。确定吗？
privacy-forgotten = { $count ->
    [0] 已完成：我不再保留关于您的任何内容。
   *[other] 已完成：我不再保留关于您的任何内容。已删除 { $count } 条回答。
}
error-forget = 您的提问、评价和关注已删除，但其余的未能全部删除：磁盘已满或无法使用。请稍后再按一次按钮。

# 提问概况：供服务器管理员使用。
command-watch = 关注
describe-watch = 新资料改变某个模型或实验室的数字时通知您；也可查看您的关注
describe-watched = 关注谁的数字；不填则查看您的关注
command-insights = 提问概况
describe-insights = 这里没有得到回答的、最常问的和批评最多的问题
option-days = 天数
describe-days = 回看多少天（30）
insights-title = 最近 { $days } 天这里的提问
insights-asked = 共 { $count } 个问题，其中 { $unanswered } 个没有回答
insights-gaps = 没有回答的问题，按含义归类
insights-most = 最常问的问题
insights-disputed = 批评最多的问题
insights-kept = 只包括公开提出的问题，且以其回答仍被保留为限；不显示提问者。
error-insights = 只有服务器的管理员才能查看那里的提问概况。

# 关注回答：有变化时告知。
button-watch = 关注
button-watch-here = 也通知本频道
button-unwatch = 取消关注
watch-begun = 新资料使这个回答改变时，我会私信告诉您，每次改变只说一次；以回答仍被保留为限。
watch-begun-here = 新资料使这个回答改变时，我会在本频道告知，每次改变只说一次；以回答仍被保留为限。
watch-name = 新资料使这些数字改变时，我会私信告诉您，每次改变只说一次。
watch-name-here = 新资料使这些数字改变时，我会在本频道告知，每次改变只说一次。
watch-list = { $count ->
    [0] 您还没有关注任何内容。请按回答下方的“关注”，或用此命令指定一个模型或实验室。
   *[other] **您关注了 { $count } 项**
}
watch-untold = 一个不再保留的回答
watch-ended = 已不再关注。
watch-changed = 有一个回答变了
watch-same = 资料的回答与之前相同。
watch-words = 引文相同，说法变了。
watch-quotes = 现在依据的是别的引文。
watch-withdrawn = 资料已不再能回答它。
watch-before = 之前
watch-before-gone = 它引用的内容已被移除，或在这里不能再阅读。
watch-now = 现在
error-watch-alone = 刚才单独再问一次，得到的回答不同：这个问题依赖前文或选项，或者资料已经变了。请把问题问完整，再关注那个回答。
error-watch-here = 只有频道的管理人员才能让频道关注回答或取消；个人只能取消自己的关注。
error-watch-name = 这个名称可能指多个对象。请从输入时给出的选项中选择一个。
error-watch-many = 已关注 { $most } 个回答，达到上限。请先取消一个。

# Forums: for administrators, and for those who post there. What a tag is called is at most 20 characters.
command-forum = 论坛
describe-forum = 对论坛的每个新帖子回答一次
option-forum = 论坛
describe-posts = 要回答其帖子的论坛
option-tag = 标签
describe-tag = 论坛中表示已解决的标签（不填则为 solved）
describe-posts-stop = 不再回答其中的帖子
forum-named = 从现在起，我会对 { $channel } 的每个新帖子回答一次。标题和第一条消息就是问题；发帖人和管理员可以标记为已解决，或标记回答有误。
forum-content = 我会读标题和第一条消息。
forum-titles = 我只看标题，以及提及我的第一条消息：除非运营者在这里和 Discord 的开发者平台都启用 *Message Content*（特权意图），否则 Discord 不会让我看到其他内容。
forum-missing = 要在那里回答，我还需要这些权限：{ $permissions }。
forum-tag = 已解决的帖子会加上标签 *{ $tag }*。
forum-tag-forbidden = 要给已解决的帖子加上标签 *{ $tag }*，我还需要“管理子区”权限；没有它，就只在我的回答上标明。
forum-tagless = 那个论坛没有标签 *{ $tag }*，所以只在我的回答上标明是否已解决。
forum-stopped = 我不再回答 { $channel } 的帖子。
forum-undone = 已撤销。
permission-view_channel = “查看频道”
permission-send_messages_in_threads = “在子区内发送消息”
permission-read_message_history = “阅读消息历史记录”
button-solved = 已解决
button-wrong = 有误
post-solved = 已解决
post-wrong = 已标记为有误
post-marked-solved = 已标记为已解决。再按一次可收回。
post-marked-wrong = 已标记为有误。再按一次可收回。
post-marked-open = 已收回。
post-tag-forbidden = 帖子的标签没有变：我缺少“管理子区”权限。
post-tags-full = 帖子的标签没有变：它已有五个标签。
post-tag-failed = 帖子的标签没有变：Discord 出了问题。
error-post = 只有发帖人或管理员才能标明是否已解决。
error-forum = 只有本服务器的管理员才能决定我在哪些论坛回答。
error-forum-kind = 那不是我能看到的本服务器论坛：我在那里需要“查看频道”权限。
error-forum-unnamed = 我没有在那个论坛回答帖子。
error-forum-many = 我已在本服务器的 { $most } 个论坛回答，已达上限。请先停止一个。

# Taught answers. Form: title and labels at most 45 characters, what is told 100.
command-taught = 教过的回答
describe-taught = 管理员教的回答：查看、添加、修改或撤回
option-answer = 回答
describe-taught-answer = 按问题选其中一个；不填则全部列出
taught-by = 管理员于{ $date }所教 – 未与报告核对
taught-for = 所教时的问题：{ $question }
taught-source = 来源：
taught-documents = 报告的说法：
taught-title = { $count ->
    [0] 这里还没有教过回答
   *[other] 教过的回答：{ $count } 个
}
taught-how = `/教过的回答` 加上 *回答* 可查看一个，并修改或撤回。凡在这里问同样问题的人，无论怎么措辞都会看到，其他地方不会。
taught-kept = 已记下。在这里问同样问题的人都会看到，并标明由管理员所教及其来源。
taught-withdrawn = 已撤回，不再显示。已给出的回答仍保留它。
taught-restored = 已撤销。
teach-title = 教一个回答
teach-question = 问题
teach-question-told = 按大家的问法；其中的名称、数字和年份在提问时必须相同
teach-answer = 正确的回答
teach-answer-told = 作为管理员的说法显示，与报告的说法并列
teach-source = 来源
teach-source-told = 网址（https://…），或哪份文件、在何处这样说
button-teach = 教正确的回答
button-change = 修改
button-withdraw = 撤回
insights-teach = 教正确的回答：选择问题…
error-taught = 只有管理员才能教回答，而且只限自己的服务器。
error-taught-empty = 没有记下：“{ $field }”是空的。问题、回答和来源都需要。
error-taught-long = 没有记下：“{ $field }”超过 { $most } 个字符。
error-taught-many = 本服务器教过的回答已达上限 { $most } 个。请先用 `/教过的回答` 撤回一个。
error-taught-gone = 那个教过的回答已不存在。
error-taught-undone = 已经撤销过了，或之后有人作了修改。

# Keys for other programs: for administrators of a server.
command-api-key = api密钥
describe-api-key = 让其他程序查询这个服务器可以读取的内容
command-key-create = 创建
describe-key-create = 为一个程序创建密钥；只显示一次，只有您能看到
command-key-list = 列表
describe-key-list = 这个服务器有哪些密钥，不显示密钥本身
command-key-withdraw = 撤回
describe-key-withdraw = 立即停用一个密钥
option-program = 程序
describe-program = 密钥的名称：给哪个程序使用
api-key-made = 给 { $name } 的密钥
api-key-once = 只显示这一次，只有您能看到；我只保留它的摘要。持有它的人可以读取这个服务器能读取的内容。
api-key-use = 程序以 `Authorization: Bearer …` 发送它；`{ $path }` 说明可以查询什么。
api-key-held = 这个服务器的密钥
api-key-none = 这个服务器没有密钥。
api-key-withdrawn = 给 { $name } 的密钥已撤回：从现在起使用它会被拒绝。
error-api-key = 只有管理员可以管理服务器的密钥，而且只能在该服务器内操作。
error-api-key-name = 密钥的名称应为一行，1 到 { $most } 个可见字符。
error-api-key-taken = 已经有这个名称的密钥。请先撤回它，或换一个名称。
error-api-key-many = 这个服务器已有 { $most } 个密钥，达到上限。请先撤回一个。
error-api-key-unknown = 这里没有这个名称的密钥。

command-diagnose = 诊断
describe-diagnose = 我在这个服务器里能否正常工作，不能时怎么办
diagnose-title = 诊断
error-diagnose = 只有管理员可以让我检查服务器，而且只能检查自己的服务器。
diagnose-permitted = 在我能看到的频道里，需要的权限都有。
diagnose-lacks-here = 在这个频道里我缺少：{ $permissions }。请在频道设置里把它们给我的身份组。
diagnose-lacks = 在另外 { $count } 个频道里我缺少权限（{ $permissions }）：{ $channels }。请把它们给我的身份组，或把我移出这些频道。
diagnose-content = 没有提到我的消息我也可以读（Message Content 已开启）。
diagnose-mentions = 我只读提到我的、回复我的消息和命令（Message Content 已关闭）。
diagnose-documents = 我在这里根据{ $titles }回答。
diagnose-no-documents = 这里没有可供回答的资料。请用 `/corpus add` 添加报告。
diagnose-answered = 一个示例问题在 { $seconds } 秒内得到了带引文的回答。
diagnose-abstained = 一个示例问题没有得到回答。如果刚添加了报告，请等一分钟；否则请告诉运营者。
diagnose-unanswered = 示例问题无法提出。请告诉运营者：用 `qa doctor` 命令可以看到原因。
diagnose-database = 我保存的内容可以读写。
diagnose-no-database = 我的数据库没有响应：以前回答下面的按钮不能用。请告诉运营者。
diagnose-no-model = 没有设置语言模型：回答保持找到时的原样。
diagnose-model = 由语言模型组织回答的措辞；每句话都与引文核对过。
diagnose-model-resting = 语言模型暂时没有响应：回答保持找到时的原样。我会自动重试。
diagnose-pages = 回答可以作为网页分享。
diagnose-no-pages = 回答不能作为网页分享：运营者没有设置地址。
permission-send_messages = “发送消息”
permission-attach_files = “附加文件”

# Settings of a server, of a channel, of a person. Labels and what is told of a setting at most 100 characters.
command-settings = 设置
describe-settings = 我在这个服务器或频道里如何回答；在私信中，如何回答您
describe-settings-channel = 有单独设置的频道；不填则为整个服务器
settings-title-server = 此服务器的设置
settings-title-channel = { $channel } 的设置
settings-title-me = 您自己的设置
settings-how = 改动从下一个提问起生效。**撤销** 可取消最近一次改动。
settings-how-me = 在私信和我不在的服务器里有效；服务器没有规定的，也按您的设置。
settings-pick = 更改…
settings-type = 填写…
settings-content = 在每条消息都是提问的频道里，我只看得到提及我的消息：须由我的运营者在这里和 Discord 开发者平台开启 *Message Content*。
settings-closed = 我不能在 { $channels } 发言：我在那里需要 *查看频道* 和 *发送消息* 权限。
settings-managers = Discord 只向管理员显示管理命令：请在 服务器设置 → 集成 中让其他人也能看到。
settings-form-days = 天数（1 至 { $most }；留空为 { $most }）
settings-form-questions = 每人提问次数（1 至 { $most }）
settings-form-seconds = 在多少秒内（{ $least } 至 { $most }）
setting-language = 语言
setting-language-told = 我回答所用的语言
setting-language-unset = 与提问相同
setting-language-asked = 与提问相同
setting-where = 在哪里回答
setting-where-told = 在哪些频道回答消息；命令在各处都可用
setting-where-unset = 所有频道
setting-where-everywhere = 回答这里的消息
setting-where-chosen = 仅限选定频道；在其他频道，命令的回答仅提问者可见
setting-where-commands = 仅回答命令
setting-chosen = 选定频道
setting-chosen-told = 仅在选定频道回答时，是哪些频道
setting-chosen-unset = 无
setting-ask = 提问频道
setting-ask-told = 每条消息都是提问的频道
setting-ask-unset = 无
setting-here-yes = 这里的每条消息都是提问
setting-here-no = 这里只有对我说的才是提问
setting-private = 私密回答
setting-private-told = 未另行说明时，命令的回答是否仅提问者可见
setting-private-unset = 依每个人的意愿；未说明则所有人可见
setting-private-yes = 仅提问者可见
setting-private-no = 所有人可见
setting-roles = 谁可以提问
setting-roles-told = 可以使用我的身份组；管理员始终可以
setting-roles-unset = 所有人
setting-managers = 谁来管理我
setting-managers-told = 在这里与管理员权限相同的身份组，但不能更改此项
setting-managers-unset = 管理员
setting-cooldown = 提问间隔
setting-cooldown-told = 每人在多少秒内可以提问多少次
setting-cooldown-unset = 按运营者的设置
setting-cooldown-value = { $seconds } 秒内 { $questions } 次
setting-days = 保留期限
setting-days-told = 回答保留多少天；缩短后，更早的会立即彻底删除
setting-days-unset = 按运营者的设置
setting-days-value = { $days } 天
setting-share = 回答网页
setting-share-told = 回答可否作为网页分享；不可时，已有的网页也会下线
setting-share-unset = 开启
setting-share-yes = 开启
setting-share-no = 关闭
setting-as-server = 与整个服务器相同
setting-forum-on = 回答论坛的帖子
setting-forum-off = 不再回答论坛的帖子
error-settings = 只有管理此服务器的人可以更改它的设置。您自己的设置，请在私信中向我发送 `/设置`。
error-settings-managers = 只有管理员本人可以决定还有谁来管理我。
error-settings-value = 不能这样设置：超出了运营者允许的范围，或不是数字。没有任何改动。
error-settings-channel = 我已看不到那个频道。
error-absent = 这需要我在此服务器里：请管理员把我加进来。您自己安装的 `/提问` 和其他面向所有人的命令，在这里照常可用。
error-roles = 在此服务器，只有拥有特定身份组的成员可以向我提问。请联系管理员。
error-elsewhere = 我不在那个频道回答消息。请到 { $channels } 提问，或使用 `/提问`。
error-commands-only = 我不在那个频道回答消息。请在那里使用 `/提问`：如果您愿意，回答只有您能看到。
error-pages-off = 此服务器不以网页分享回答。您可以在频道里分享，或以图片、文件分享。

# The log of what administrators did.
audit-title = 管理员的操作
audit-none = 暂无。
audit-kept = 保留 { $days } 天。选择“忘记我”（`/隐私`）的人，不再在这里具名。
audit-newer = 较新
audit-older = 较早
act-setting-undone = 已撤销；现为 { $told }
act-taught = 教了一个回答
act-taught-changed = 更改了一个教过的回答
act-taught-withdrawn = 撤回了一个教过的回答
act-taught-undone = 撤销了对教过的回答的一次改动
act-key-made = 创建了密钥 { $name }
act-key-withdrawn = 撤回了密钥 { $name }
act-reports-add = 提交了 { $count } 份报告
act-reports-remove = 移除了 { $count } 份报告
act-reports-restore = 恢复了 { $count } 份报告
act-collection-away = 收起了资料集 { $name }
act-collection-read = 重新使用资料集 { $name }
act-channel = 将 { $channel } 收入报告
act-channel-stopped = 将 { $channel } 移出报告
act-message = 将 { $channel } 的一条消息收入报告
act-review = 对提取的数字作了决定

# The first message in a server, and what the bot is.
command-about = 关于
describe-about = 我依据哪些报告、它们有多旧、回答如何核对
welcome-knows = 我依据：{ $titles }
welcome-empty = 这里还没有报告。
welcome-administrators = 致管理员
welcome-settings = • `/设置` – 语言、频道、身份组、限制、隐私
welcome-reports = • `/报告 添加` – 仅供此服务器使用的自有报告
welcome-about = `/关于` 说明我依据什么、回答如何核对；`/隐私` 说明我保留什么。
about-title = 关于我
about-reports = { $count ->
    [0] 报告
   *[other] 我在这里依据的 { $count } 份报告
}
about-documents = { $count } 份文件
about-numbers = **数字的来源：** 每个数字都在这些报告的句子或表格里，或经人确认。我会用数字计算，但从不猜测，也绝不混用不可比较的版本。
about-checked = **回答如何核对：** 每个说法都带引文，每条引文与存档文件逐字比对，其中的每个数字都必须见于引文。通不过的会略去；如果什么也不剩，我会直说。
about-privacy = **隐私：** 回答最长保留 { $days } 天；用 `/隐私` 可查看并删除我保留的关于您的全部内容。
about-version = Footnote { $version }
about-policy = 隐私政策
about-help = 帮助
