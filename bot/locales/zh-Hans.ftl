command-ask = 提问
describe-ask = 就报告提问；每个回答都附上依据
option-question = 问题
describe-question = 你的问题，可用中文、英文、法文或日文
option-private = 仅自己可见
describe-private = 只有你能看到回答；之后可以分享
option-edition = 版本
describe-edition = 只在报告的这一版中查找
command-score = 评分
describe-score = 按版本查看一个模型的评分
option-model = 模型
describe-model = 模型名称，任何语言均可
command-help = 帮助
describe-help = Footnote 能做什么、怎样提问
menu-ask-about = 就此提问

ask-about-title = 就这条消息提问
ask-about-label = 你的问题

asked-by = { $name } 提问
checked = { $count } 条引文，已逐字核对
choose = 你指的是哪一个？
button-sources = 来源（{ $count }）
button-share = 分享
button-delete = 删除
button-back = 上一页
button-next = 下一页 ({ $page }/{ $pages })

sources-title = 来源
digest-of = Footnote 摘要，依据：
publisher-unknown = 未注明出版方
date-unknown = 未注明日期
language-en = 英文
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-fr = 法文
language-ja = 日文

help-title = 可以核对的回答
help-about = 我根据报告回答问题。每个说法都带有编号，编号背后是一段与所存文档逐字核对过的引文。
help-how = 怎样提问
help-ways =
    • `/提问`：所有人可见，或选“仅自己可见”
    • 在频道或子区里 @ 我、回复我，或给我发私信
    • 右键点击消息 → 应用 → *就此提问*
    • `/评分`：按版本查看一个模型的评分
help-promises = 报告里没有的，我会直说。不可比的版本之间，评分绝不混用。为使按钮有效，显示过的回答会保留一段时间；按 **删除** 可立即移除。

error-cooldown = 请稍等，{ $seconds } 秒后可以再问。
error-busy = 正在回答的问题很多，请稍后再问。
error-slow = 用时太久，我只好放弃。请再试一次，或把问题写短些。
error-question = 我没能从中读出问题：内容为空、太长，或不是文字。请用一两句话写出来。
error-expired = 这个回答已不再保留，按钮因此失效。请重新提问。
error-delete = 只有提问者本人或管理员可以删除这个回答。
error-share = 无法发到这里：你和我都需要在本频道发言的权限。
error-permission = 我在那里缺少所需的权限（查看频道、发送消息）。请联系管理员。编号：`{ $reference }`
error-discord = Discord 处理我的回复时出了问题。请稍后再试。编号：`{ $reference }`
error-internal = 我这边出了错，已记入日志。请再试一次；若仍然如此，请把这个编号告诉运营者：`{ $reference }`
