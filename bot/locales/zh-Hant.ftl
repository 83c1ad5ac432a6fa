command-ask = 提問
describe-ask = 就報告提問；每個回答都附上依據
option-question = 問題
describe-question = 你的問題，可用中文、英文、法文或日文
option-private = 僅自己可見
describe-private = 只有你看得到回答；之後可以分享
option-edition = 期別
option-collection = 資料集
describe-edition = 只在這一期報告中查詢
describe-collection = 只根據這個資料集回答
command-score = 評分
describe-score = 查看一個模型在各期的評分
option-model = 模型
describe-model = 模型名稱，任何語言皆可
command-compare = 比較
describe-compare = 逐期比較兩到五個模型，附圖表
option-numbered-model = 模型{ $number }
command-rank = 排行
describe-rank = 依評分排列模型，各期分開，附圖表
option-lab = 實驗室
describe-lab = 一家實驗室或公司：模型、使用者、資金，附日期
describe-by-lab = 只看這家實驗室或公司的模型
describe-lab-name = 實驗室或公司的名稱，任何語言皆可
option-country = 國家
describe-country = 只看這個國家的模型
option-open-weights = 開放權重
describe-open-weights = 只看明確開放權重的模型（選 false 則只看明確未開放的）
option-top = 前幾名
describe-top = 顯示前幾名
option-measure = 指標
describe-measure = 評分以外的數字，用文件裡的名稱
command-history = 歷程
describe-history = 一個模型或實驗室在各期的評分，每期各用自己的尺度
option-name = 名稱
describe-name = 模型或實驗室，任何語言皆可
command-lab = 實驗室
command-editions = 各期
describe-editions = 每期的指數衡量什麼，可以和哪一期比較
command-help = 說明
describe-help = Footnote 能做什麼、怎樣提問
menu-ask-about = 就此提問
menu-explain = 解釋這個回答

ask-about-title = 就這則訊息提問
ask-about-label = 你的問題

asked-by = { $name } 的提問
checked = { $count } 則引文已核對
choose = 你指的是哪一個？
button-sources = 來源（{ $count }）
button-share = 分享
button-delete = 刪除
button-back = 上一頁
button-next = 下一頁 ({ $page }/{ $pages })
share-done = 這則回答已經發布。
share-button = 回答已發布，只是沒能從這張卡片上移除按鈕。再按一次不會重複發布。

in-chart = ……圖中還有{ $count }個
sources-title = 來源
open-there = 開啟此處
digest-of = Footnote 摘要，依據：
publisher-unknown = 未註明出版者
date-unknown = 未註明日期
language-en = 英文
language-zh-Hans = 簡體中文
language-zh-Hant = 繁體中文
language-fr = 法文
language-ja = 日文

help-title = 可以核對的回答
help-about = 我根據報告回答問題。每個說法都附有編號的引文，每則引文都與所存文件逐字核對過。
help-how = 怎樣提問
help-ways =
    • `/提問`：所有人可見，或選「僅自己可見」
    • 在頻道或討論串裡 @ 我、回覆我，或傳私訊給我
    • 在訊息上按右鍵 → 應用程式 → *就此提問*
help-look-ups =
    • `/評分`、`/比較`、`/排行`、`/歷程`：模型的評分，附圖表
    • `/實驗室`：報告裡關於一家實驗室的內容 · `/各期`：每期的指數衡量什麼
help-measures = • 加上 *指標* 可查文件提到的任何數字；沒有評分時，單用 `/排行` 會列出有哪些
help-promises = 報告裡沒有的，我會直說。為了讓按鈕有效，顯示過的回答會保留一段時間；按 **刪除** 可立即移除。
help-scales = 不可比較的各期之間，評分絕不混用。

error-cooldown = 請稍候，{ $seconds } 秒後可以再問。
error-busy = 正在回答的問題很多，請稍後再問。
error-slow = 花了太久，已經中止。請再試一次，或把問題寫短些。
error-question = 沒有找到問題：內容是空的、太長，或不是文字。請用一兩句話提問。
error-unreadable = 我讀不到你回覆的那則訊息：它沒有文字，或者沒有提及我，Discord 因此不讓我看到。請把問題寫給我，或以右鍵點擊那則訊息 → 應用程式 →「就此提問」。
error-expired = 這個回答已不再保留，按鈕因此失效。請重新提問。
error-withdrawn = 這個回答引用的部分資料已被移除，或在這裡不能再閱讀。請重新提問。
error-collection = 這裡沒有這個資料集。不填此項即可詢問這裡可讀的全部資料。
error-delete = 只有提問者本人或管理員可以刪除這個回答。
error-share = 無法發布到這裡：你和我都需要在這個頻道發言的權限。
error-share-unclear = Discord 沒有告訴我回答是否已發布。如果頻道裡看不到，請再按一次「分享」。
error-delete-card = 這則回答的紀錄已刪除，但 Discord 沒能移除卡片。請稍後再按一次「刪除」。
error-storage = 沒能寫入紀錄，因此什麼都沒有變更：磁碟已滿或無法使用。請稍後再試，並告知營運者。參考編號：`{ $reference }`
error-permission = 我在那裡缺少所需的權限（檢視頻道、傳送訊息）。請聯絡管理員。編號：`{ $reference }`
error-discord = Discord 處理我的回覆時出了問題。請稍後再試。編號：`{ $reference }`
error-internal = 我這邊出了錯，已留下紀錄。請再試一次；若仍然如此，請把這個編號告訴營運者：`{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = 數據
describe-facts = 從文件中自動讀出的數字
command-review = 審核
describe-review = 成組或逐筆接受、拒絕讀出的數字
review-sure = 信心度{ $confidence }
review-new = 新名稱（{ $kind ->
    [model] 模型
    [lab] 實驗室
    [application] 應用程式
    [company] 公司
   *[other] { $kind }
 }）
review-merged = = { $entity }
review-held = 現有數據為{ $value }
review-left = 還有{ $count }筆待審核
review-figures = { $count }個數字
review-odd = { $count }個與其餘數字的數量級不同
review-skipped = 你的決定已儲存，但有{ $count }個數字除外：這段期間已有人決定，或已不存在。
review-none = 沒有待審核的內容了。
review-decided = 你的決定已儲存，但這張卡片沒能更新。請重新開啟 `/facts review` 繼續。
review-undone = 你的決定已復原，但這張卡片沒能更新。請重新開啟 `/facts review` 繼續。
review-merge = 這個名稱指的是……（即接受）
review-alike = 相似度{ $percent }%
button-accept-all = 全部接受
button-reject-all = 全部拒絕
button-singly = 逐筆查看
button-accept = 接受
button-reject = 拒絕
button-skip = 略過
button-undo = 復原
error-review = 只有營運者指定的伺服器的管理員才能審核數字。
error-review-undo = 你沒有可以復原的決定。
error-review-undone = 沒有復原任何決定：那個決定已經復原，或者你之後又作了別的決定。
error-review-merge = 這個名稱已不能選擇：這段期間有人合併了它，或復原了相關決定。請再看一下這個數字。
error-review-gone = 這個數字已不在待審之列。卡片上是下一筆；如果沒有顯示，請重新開啟 `/facts review`。
error-review-grown = 沒有作出任何決定：這段期間增加了數字。請重新查看全部。

# Explanations: for those who manage a server; what is explained is in English.
explain-differs = 剛才重新提問，得到的回答已經不同：之前的對話、提問的選項或文件與當時不一樣了。
error-explain = 只有可以管理此伺服器的成員才能查看對回答的解釋。
error-explain-what = 這不是我的回答：請在回答的卡片上選擇此指令。
