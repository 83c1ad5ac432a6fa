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
button-stop = 停止撰寫
button-back = 上一頁
button-next = 下一頁 ({ $page }/{ $pages })
share-done = 這則回答已經發布。
share-button = 回答已發布，只是沒能從這張卡片上移除按鈕。再按一次不會重複發布。
button-shared = 已分享…
share-how = 你想怎樣分享？
share-where = ……或發到其他頻道或討論串
way-here = 發到這個頻道
way-link = 分享連結
told-link = 將會公開：有網址的人都能閱讀
way-private-link = 分享私人連結
told-private-link = 只有拿到網址的人能閱讀，一週後失效
way-picture = 分享圖片
told-picture = PNG 圖片，含回答、引文和出處
told-pictured-picture = 圖中二維碼通往回答的頁面，該頁面將會公開
way-markdown = 檔案：Markdown
way-json = 檔案：JSON（可重新核對）
way-bibtex = 出處：BibTeX
way-ris = 出處：RIS（EndNote、Zotero）
way-apa = 出處：APA
way-gbt7714 = 出處：GB/T 7714
way-unshare = 收回分享
told-unshare = 從頻道移除副本，並讓頁面下線
share-posted = 回答已發布：
share-link = 這則回答現在是公開的：有網址的人都能連同引文一起閱讀。在同一選單裡選「收回分享」即可結束。
share-private-link = 只有拿到這個網址的人能閱讀這則回答。它在 { $ends } 失效，你刪除回答時也會失效。
share-pictured = 圖中二維碼通往回答的頁面，該頁面現在是公開的。在同一選單裡選「收回分享」即可結束。
share-file = 這是你的檔案，其他人看不到。
share-taken-back = 已收回：頻道裡不再有副本，頁面也已下線。

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
    • `/關注`：新資料改變一個模型或實驗室的數字時通知您
help-measures = • 加上 *指標* 可查文件提到的任何數字；沒有評分時，單用 `/排行` 會列出有哪些
help-manages =
    • `/教過的回答` – 教給我的問題和回答 · `/提問概況` – 大家問了什麼，哪些我沒能回答
    • `/數據 審核` – 我從報告中讀到的數據，待確認 · `/診斷` – 哪裡有問題，該怎麼辦
help-promises = 報告裡沒有的，我會直說。為了讓按鈕有效，顯示過的回答會保留一段時間；按 **刪除** 可立即移除；用 `/隱私` 可查看並刪除我保留的關於您的全部內容。
help-scales = 不可比較的各期之間，評分絕不混用。

error-cooldown = 請稍候，{ $seconds } 秒後可以再問。
error-busy = 正在回答的問題很多，請稍後再問。
error-stopping = 正在重新啟動，請一分鐘後再問。
error-slow = 花了太久，已經中止。請再試一次，或把問題寫短些。
error-question = 沒有找到問題：內容是空的、太長，或不是文字。請用一兩句話提問。
error-unreadable = 我讀不到你回覆的那則訊息：它沒有文字，或者沒有提及我，Discord 因此不讓我看到。請把問題寫給我，或以右鍵點擊那則訊息 → 應用程式 →「就此提問」。
error-expired = 這個回答已不再保留，按鈕因此失效。請重新提問。
error-withdrawn = 這個回答引用的部分資料已被移除，或在這裡不能再閱讀。請重新提問。
error-collection = 這裡沒有這個資料集。不填此項即可詢問這裡可讀的全部資料。
error-delete = 只有提問者本人或管理員可以刪除這個回答。
error-stop = 只有提問者本人可以停止。
error-share = 無法發布到這裡：你和我都需要在這個頻道發言的權限。
error-share-unclear = Discord 沒有告訴我回答是否已發布。如果頻道裡看不到，請再按一次「分享」。
error-share-there = 無法發布到那裡：你和我都需要能看到那個頻道並在其中發言的權限。
error-share-file = 回答的頁面現在是公開的（{ $url }），但圖片沒能做好或送出。請再試一次，或選「收回分享」。
error-unshare-card = 頁面已下線，副本的回答也已忘記，但 Discord 沒讓我從頻道移除副本。請按副本下面的「刪除」，或稍後再選一次「收回分享」。
error-pages = 目前沒有頁面，所以沒有連結。什麼都沒有改變；請告訴營運者。
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

# 以頻道為來源：供管理員使用。
command-channel = 頻道
describe-channel = 把某個頻道或討論串中選定的訊息收進本伺服器的報告
option-channel = 頻道
describe-source = 頻道或討論串；不填則為此處
option-authors = 作者
describe-authors = 保留作者的名字（不填則照舊，起初不保留）
option-stop = 停止
describe-source-stop = 把其中的訊息全部移出
channel-named = 從現在起，我也根據 { $channel } 回答：包括其中釘選的訊息，以及您用 *{ $menu }* 選定的訊息（目前 { $count } 則）。編輯、取消釘選或刪除後，幾秒內就會同步。
channel-whole = 由於這是討論串，大家在其中寫的所有訊息也會收入。
channel-not-whole = 這個討論串的訊息不會全部收入：只有營運者啟用 *Message Content*，Discord 才會讓我看到其他訊息。
channel-unread = 除非營運者啟用 *Message Content*，否則 Discord 不會讓我看到沒有提及我的訊息內容（因此略去的釘選訊息：{ $count } 則）。您選定的訊息由您親自展示給我；之後若被編輯，需要重新選定。
channel-authors = 會保留作者的名字。要去掉，請用 `作者: False`。
channel-no-authors = 不保留作者的名字。
channel-hidden = 並非伺服器的所有成員都能看到那個頻道，但在這裡向我提問的人都可能看到我從中引用的內容。
channel-stopped = { $channel } 的訊息已全部移出報告。
channel-chosen = 這則訊息已收入報告。如果它在 { $channel } 中被編輯或刪除，報告也會隨之更新。
error-channel-administrators = 只有本伺服器的管理員才能把訊息收入報告。
error-channel-closed = 我無法讀取那個頻道：我在那裡需要「檢視頻道」和「讀取訊息歷史」的權限。
error-channel-kind = 那既不是本伺服器的文字頻道，也不是討論串。
error-channel-unnamed = 這個頻道不在報告之中。要收入其中的訊息，請先用 `/corpus 頻道` 指定它。
error-channel-many = 本伺服器的報告中已有 { $most } 個頻道，不能再多。請先用 `/corpus 頻道` 的 `停止` 移出一個。
error-channel-wordless = 那則訊息沒有可以引用的文字，或者是我自己的訊息。

# Reports of a server's own: for administrators. Form: title and labels at most 45 characters, what is told 100.
command-corpus = 報告
describe-corpus = 這個伺服器自己的報告
command-add = 新增
describe-add = 為這個伺服器新增報告：檔案或網址
command-list = 清單
describe-list = 這個伺服器自己的報告，以及它還會讀取哪些資料集
command-remove = 移除
describe-remove = 移除一份報告，或停用一個共用資料集；兩者都可以復原
option-document = 文件
describe-document = 這個伺服器的報告，或共用資料集
command-status = 狀態
describe-status = 正在讀取什麼、已有多少、上限是多少
menu-add = 加入報告
corpus-form-title = 新增報告
corpus-form-files = 檔案
corpus-form-files-told = PDF、Word、簡報、試算表、電子書、網頁、文字檔：最多 10 個，每個 { $megabytes } MB
corpus-form-addresses = 網址
corpus-form-addresses-told = 可代替檔案或一併填寫：每行一個，最多 10 個
corpus-form-name = 標題
corpus-form-name-told = 只適用於單一報告，而報告本身沒有清楚寫明時
corpus-form-edition = 期別
corpus-form-edition-told = 適用於全部報告，例如 2025-Q1；不填則由我盡量判斷
corpus-doing-add = 正在新增報告
corpus-doing-remove = 正在移除
corpus-doing-restore = 正在復原
corpus-done-add = 已新增報告
corpus-done-remove = 已移除
corpus-done-restore = 已復原
corpus-nothing = 沒有任何變更
corpus-done-away = 已停用：在這裡不再根據它回答
corpus-done-read = 在這裡重新根據它回答
corpus-receiving = 正在接收檔案
corpus-waiting = 正在排隊
corpus-reading = 正在讀取
corpus-building = 正在準備回答所需的資料
corpus-receiving-of = 正在接收檔案：{ $done }/{ $total }
corpus-reading-of = 正在讀取：已完成 { $done }/{ $total }
corpus-building-of = 正在準備回答所需的資料：{ $done }/{ $total } 段
corpus-goes-on = 關閉這則訊息也會繼續進行；結果可用 `/報告 狀態` 查看。
corpus-title-unused = 沒有採用標題：標題只能用於單一報告。
corpus-kind = 我不讀取這種檔案
corpus-large = 超過 { $megabytes } MB
unread-encrypted = 已加密；請移除密碼
unread-protected = 受到保護，無法讀取；請列印成新的 PDF
unread-copying = 已加密以防複製；請取得沒有這種保護的版本
unread-empty = 是空的
unread-no-text = 沒有文字
unread-blank = 是空的：裡面沒有文字
unread-script = 沒有文字；如果網頁由指令碼填入，請用瀏覽器儲存為 HTML 或 PDF
unread-pictures = 只有圖片，沒有文字；請儲存為 PDF
unread-scan = 是掃描檔：各頁是沒有文字的圖片，從中沒能讀出任何內容
unread-scan-alone = 是掃描檔：各頁是沒有文字的圖片；要讀取，需由營運者安裝 footnote[ocr]
unread-large = 超過 { $count } MB；請拆分
unread-text = 文字超過 { $count } 個字元；請拆分
unread-characters = 超過 { $count } 個字元；請拆分
unread-millions = 超過 { $count } 百萬個字元；請拆分
unread-pages = 有 { $count } 頁，最多讀取 { $most } 頁；請拆分
unread-slow = 讀取超過 { $count } 秒；請拆分
unread-memory = 需要的記憶體超過現有的；請拆分
unread-kind = 與檔名不符，或是不讀取的格式（{ $suffix }）；請儲存為 PDF 或 .docx
unread-unknown = 格式不明；請加上相應格式的副檔名
unread-binary = 是二進位資料，不是文字；請加上相應格式的副檔名
unread-no-pdf = 不是 PDF，儘管檔名這樣寫
unread-office = 是 2007 年以前的辦公格式；請儲存為現行格式（.docx、.pptx、.xlsx）
unread-archive = 是壓縮檔；請解壓縮後提供其中的檔案
unread-zip = 是已損壞的或不是文件的 ZIP 壓縮檔；請重新儲存，或提供其中的檔案
unread-damaged = { $what ->
    [workbook] 是已損壞的活頁簿；請重新儲存
   *[other] 已損壞；請重新儲存
}
unread-damaged-pdf = 是已損壞的 PDF；請重新複製或下載
unread-damaged-page = 已損壞：共 { $most } 頁，第 { $count } 頁無法讀取；請重新複製或下載
unread-cut-off = 不完整：缺少結尾；請重新複製或下載
corpus-changed = 已更新為新版本
corpus-unchanged = 已經有了
corpus-pages = { $count } 頁
corpus-more = ……還有 { $count } 份
corpus-gone = 這些報告在這裡已不存在。參考編號：`{ $reference }`
corpus-cut-short = 作業中途停止了。上面列出的已經保留，其餘請重新新增。若仍然如此，請把這個編號告訴營運者：`{ $reference }`
corpus-list-title = 這個伺服器的報告
corpus-count = { $count } 份報告
corpus-none = 目前還沒有。請用 `/報告 新增`，或在訊息上按右鍵 → 應用程式 → *加入報告*。
corpus-added-on = { $date }加入
corpus-also = 也會根據這些回答：{ $titles }
corpus-away = 已停用：{ $titles }
corpus-read = 重新根據{ $title }回答
corpus-put-away = 停用：{ $title }
corpus-status-title = 這個伺服器的報告
corpus-held = { $count } 份報告（上限 { $most } 份）
corpus-passages = { $count } 段
corpus-size = { $size } MB
corpus-version = 版本 { $version }
corpus-limits = 每個檔案最大 { $megabytes } MB，一次最多 10 個。只有這個伺服器的回答會用到它們。
corpus-idle = 目前沒有正在讀取的內容。
error-corpus = 只有管理員可以管理伺服器的報告，而且只能在該伺服器內操作。
error-corpus-nothing = 沒有可以新增的內容：請提供檔案或網址（https://…）。
error-corpus-many = 一次太多了：每次最多 { $most } 個檔案和 { $most } 個網址。沒有新增任何內容。
error-corpus-header = 標題或期別無法使用：請寫成一行，不要含有看不見的字元。沒有新增任何內容。
error-corpus-waiting = 這個伺服器還有 { $count } 項作業未完成。請等第一項完成後再試；可用 `/報告 狀態` 查看。
error-corpus-full = 空間不足：這個伺服器已有 { $held } 份報告，上限 { $most } 份。請先移除一些（`/報告 移除`），或請營運者提高上限。
error-corpus-room = 我的磁碟快滿了，因此沒有新增任何內容。請告知營運者。
error-corpus-unknown = 這裡沒有這份報告。請從輸入時出現的清單中選擇。
error-corpus-undo = 這裡沒有可以復原的內容了。
error-corpus-late = 已經無法復原：移除的內容只保留一天。請重新新增。
error-corpus-undone = 已經復原過了。

# 對回答的評價。表單：標題和欄位名不超過 45 個字元，選項和說明不超過 100 個。
button-helpful = 有用
button-unhelpful = 沒用
feedback-title = 這則回答哪裡不對？
feedback-reason = 原因
feedback-wrong = 內容有誤
feedback-unsupported = 來源裡沒有這麼說
feedback-outdated = 已經過時
feedback-missing = 缺了內容
feedback-beside = 答非所問
feedback-words = 用您的話說
feedback-words-told = 可不填。本伺服器的管理員看得到內容，看不到您的名字。
feedback-thanks = 謝謝。再按一次可收回。
feedback-noted = 謝謝，已記下。再按一次按鈕可以修改。
feedback-taken-back = 已收回您的評價。

# 關於個人保留的內容：只告訴本人。
command-privacy = 隱私
describe-privacy = 我保留了您的哪些內容，可取回為檔案，也可刪除
button-data = 我的資料
button-forget = 忘記我
button-erase = 是，全部刪除
privacy-title = 我保留的關於您的內容
privacy-about = 為了讓回答的按鈕有效，我會保留您的提問和回答，最長 { $days } 天，伺服器另有決定者除外。
privacy-answers = 提問和回答：{ $count } 則
privacy-feedback = 對回答的評價：{ $count } 則
privacy-watches = 您關注的回答：{ $count } 則
privacy-beside = 為理解接下來的話，我還會記住對話一刻鐘。對於管理員，我會保留誰變更了什麼。
privacy-servers = 您在被伺服器收入報告的頻道裡寫的內容屬於該伺服器；選擇「忘記我」後，您的名字會從中消失。
privacy-data = 這是我保留的關於您的全部內容，一個 JSON 檔案；在這裡只有您看得到。
privacy-sure = 將立即從各處徹底刪除：您的提問和回答、評價、關注，以及作為報告來源的頻道中您的名字。您的回答的按鈕會失效。Discord 裡的訊息仍在，請在那裡刪除。確定嗎？
privacy-forgotten = { $count ->
    [0] 已完成：我不再保留關於您的任何內容。
   *[other] 已完成：我不再保留關於您的任何內容。已刪除 { $count } 則回答。
}
error-forget = 您的提問、評價和關注已刪除，但其餘的未能全部刪除：磁碟已滿或無法使用。請稍後再按一次按鈕。

# 提問概況：供伺服器管理員使用。
command-watch = 關注
describe-watch = 新資料改變某個模型或實驗室的數字時通知您；也可查看您的關注
describe-watched = 關注誰的數字；不填則查看您的關注
command-insights = 提問概況
describe-insights = 這裡沒有得到回答的、最常問的和批評最多的問題
option-days = 天數
describe-days = 回看多少天（30）
insights-title = 最近 { $days } 天這裡的提問
insights-asked = 共 { $count } 個問題，其中 { $unanswered } 個沒有回答
insights-gaps = 沒有回答的問題，按含義歸類
insights-most = 最常問的問題
insights-disputed = 批評最多的問題
insights-kept = 只包括公開提出的問題，且以其回答仍被保留為限；不顯示提問者。
error-insights = 只有伺服器的管理員才能查看那裡的提問概況。

# 關注回答：有變化時告知。
button-watch = 關注
button-watch-here = 也通知本頻道
button-unwatch = 取消關注
watch-begun = 新資料使這則回答改變時，我會私訊告訴您，每次改變只說一次；以回答仍被保留為限。
watch-begun-here = 新資料使這則回答改變時，我會在本頻道告知，每次改變只說一次；以回答仍被保留為限。
watch-name = 新資料使這些數字改變時，我會私訊告訴您，每次改變只說一次。
watch-name-here = 新資料使這些數字改變時，我會在本頻道告知，每次改變只說一次。
watch-list = { $count ->
    [0] 您還沒有關注任何內容。請按回答下方的「關注」，或用此指令指定一個模型或實驗室。
   *[other] **您關注了 { $count } 項**
}
watch-untold = 一則不再保留的回答
watch-ended = 已不再關注。
watch-changed = 有一則回答變了
watch-same = 資料的回答與之前相同。
watch-words = 引文相同，說法變了。
watch-quotes = 現在依據的是別的引文。
watch-withdrawn = 資料已不再能回答它。
watch-before = 之前
watch-before-gone = 它引用的內容已被移除，或在這裡不能再閱讀。
watch-now = 現在
error-watch-alone = 剛才單獨再問一次，得到的回答不同：這個問題依賴前文或選項，或者資料已經變了。請把問題問完整，再關注那則回答。
error-watch-here = 只有頻道的管理人員才能讓頻道關注回答或取消；個人只能取消自己的關注。
error-watch-name = 這個名稱可能指多個對象。請從輸入時給出的選項中選擇一個。
error-watch-many = 已關注 { $most } 則回答，達到上限。請先取消一則。

# Forums: for administrators, and for those who post there. What a tag is called is at most 20 characters.
command-forum = 論壇
describe-forum = 對論壇的每則新貼文回答一次
option-forum = 論壇
describe-posts = 要回答其貼文的論壇
option-tag = 標籤
describe-tag = 論壇中表示已解決的標籤（不填則為 solved）
describe-posts-stop = 不再回答其中的貼文
forum-named = 從現在起，我會對 { $channel } 的每則新貼文回答一次。標題和第一則訊息就是問題；貼文者和管理員可以標記為已解決，或標記回答有誤。
forum-content = 我會讀標題和第一則訊息。
forum-titles = 我只看標題，以及提及我的第一則訊息：除非營運者在這裡和 Discord 的開發者平台都啟用 *Message Content*（特權意圖），否則 Discord 不會讓我看到其他內容。
forum-missing = 要在那裡回答，我還需要這些權限：{ $permissions }。
forum-tag = 已解決的貼文會加上標籤 *{ $tag }*。
forum-tag-forbidden = 要給已解決的貼文加上標籤 *{ $tag }*，我還需要「管理討論串」權限；沒有它，就只在我的回答上標明。
forum-tagless = 那個論壇沒有標籤 *{ $tag }*，所以只在我的回答上標明是否已解決。
forum-stopped = 我不再回答 { $channel } 的貼文。
forum-undone = 已復原。
permission-view_channel = 「檢視頻道」
permission-send_messages_in_threads = 「在討論串中傳送訊息」
permission-read_message_history = 「讀取訊息歷史」
button-solved = 已解決
button-wrong = 有誤
post-solved = 已解決
post-wrong = 已標記為有誤
post-marked-solved = 已標記為已解決。再按一次可收回。
post-marked-wrong = 已標記為有誤。再按一次可收回。
post-marked-open = 已收回。
post-tag-forbidden = 貼文的標籤沒有變：我缺少「管理討論串」權限。
post-tags-full = 貼文的標籤沒有變：它已有五個標籤。
post-tag-failed = 貼文的標籤沒有變：Discord 出了問題。
error-post = 只有貼文者或管理員才能標明是否已解決。
error-forum = 只有本伺服器的管理員才能決定我在哪些論壇回答。
error-forum-kind = 那不是我看得到的本伺服器論壇：我在那裡需要「檢視頻道」權限。
error-forum-unnamed = 我沒有在那個論壇回答貼文。
error-forum-many = 我已在本伺服器的 { $most } 個論壇回答，已達上限。請先停止一個。

# Taught answers. Form: title and labels at most 45 characters, what is told 100.
command-taught = 教過的回答
describe-taught = 管理員教的回答：查看、新增、修改或撤回
option-answer = 回答
describe-taught-answer = 依問題選其中一則；不填則全部列出
taught-by = 管理員於{ $date }所教 – 未與報告核對
taught-for = 所教時的問題：{ $question }
taught-source = 來源：
taught-documents = 報告的說法：
taught-title = { $count ->
    [0] 這裡還沒有教過回答
   *[other] 教過的回答：{ $count } 則
}
taught-how = `/教過的回答` 加上 *回答* 可查看一則，並修改或撤回。凡在這裡問同樣問題的人，無論怎麼措辭都會看到，其他地方不會。
taught-kept = 已記下。在這裡問同樣問題的人都會看到，並標明由管理員所教及其來源。
taught-withdrawn = 已撤回，不再顯示。已給出的回答仍保留它。
taught-restored = 已復原。
teach-title = 教一則回答
teach-question = 問題
teach-question-told = 依大家的問法；其中的名稱、數字和年份在提問時必須相同
teach-answer = 正確的回答
teach-answer-told = 作為管理員的說法顯示，與報告的說法並列
teach-source = 來源
teach-source-told = 網址（https://…），或哪份文件、在何處這樣說
button-teach = 教正確的回答
button-change = 修改
button-withdraw = 撤回
insights-teach = 教正確的回答：選擇問題…
error-taught = 只有管理員才能教回答，而且只限自己的伺服器。
error-taught-empty = 沒有記下：「{ $field }」是空的。問題、回答和來源都需要。
error-taught-long = 沒有記下：「{ $field }」超過 { $most } 個字元。
error-taught-many = 本伺服器教過的回答已達上限 { $most } 則。請先用 `/教過的回答` 撤回一則。
error-taught-gone = 那則教過的回答已不存在。
error-taught-undone = 已經復原過了，或之後有人作了修改。

# Keys for other programs: for administrators of a server.
command-api-key = api金鑰
describe-api-key = 讓其他程式查詢這個伺服器可以讀取的內容
command-key-create = 建立
describe-key-create = 為一個程式建立金鑰；只顯示一次，只有您能看到
command-key-list = 清單
describe-key-list = 這個伺服器有哪些金鑰，不顯示金鑰本身
command-key-withdraw = 撤回
describe-key-withdraw = 立即停用一個金鑰
option-program = 程式
describe-program = 金鑰的名稱：給哪個程式使用
api-key-made = 給 { $name } 的金鑰
api-key-once = 只顯示這一次，只有您能看到；我只保留它的摘要。持有它的人可以讀取這個伺服器能讀取的內容。
api-key-use = 程式以 `Authorization: Bearer …` 傳送它；`{ $path }` 說明可以查詢什麼。
api-key-held = 這個伺服器的金鑰
api-key-none = 這個伺服器沒有金鑰。
api-key-withdrawn = 給 { $name } 的金鑰已撤回：從現在起使用它會被拒絕。
error-api-key = 只有管理員可以管理伺服器的金鑰，而且只能在該伺服器內操作。
error-api-key-name = 金鑰的名稱應為一行，1 到 { $most } 個可見字元。
error-api-key-taken = 已經有這個名稱的金鑰。請先撤回它，或換一個名稱。
error-api-key-many = 這個伺服器已有 { $most } 個金鑰，達到上限。請先撤回一個。
error-api-key-unknown = 這裡沒有這個名稱的金鑰。

command-diagnose = 診斷
describe-diagnose = 我在這個伺服器裡能否正常運作，不能時怎麼辦
diagnose-title = 診斷
error-diagnose = 只有管理員可以讓我檢查伺服器，而且只能檢查自己的伺服器。
diagnose-permitted = 在我看得到的頻道裡，需要的權限都有。
diagnose-lacks-here = 在這個頻道裡我缺少：{ $permissions }。請在頻道設定裡把它們給我的身分組。
diagnose-lacks = 在另外 { $count } 個頻道裡我缺少權限（{ $permissions }）：{ $channels }。請把它們給我的身分組，或把我移出這些頻道。
diagnose-content = 沒有提到我的訊息我也可以讀（Message Content 已開啟）。
diagnose-mentions = 我只讀提到我的、回覆我的訊息和指令（Message Content 已關閉）。
diagnose-documents = 我在這裡根據{ $titles }回答。
diagnose-no-documents = 這裡沒有可供回答的資料。請用 `/corpus add` 新增報告。
diagnose-answered = 一個範例問題在 { $seconds } 秒內得到了帶引文的回答。
diagnose-abstained = 一個範例問題沒有得到回答。如果剛新增了報告，請等一分鐘；否則請告訴營運者。
diagnose-unanswered = 範例問題無法提出。請告訴營運者：用 `qa doctor` 指令可以看到原因。
diagnose-database = 我保存的內容可以讀寫。
diagnose-no-database = 我的資料庫沒有回應：以前回答下面的按鈕不能用。請告訴營運者。
diagnose-no-model = 沒有設定語言模型：回答保持找到時的原樣。
diagnose-model = 由語言模型組織回答的措辭；每句話都與引文核對過。
diagnose-model-resting = 語言模型暫時沒有回應：回答保持找到時的原樣。我會自動重試。
diagnose-pages = 回答可以作為網頁分享。
diagnose-no-pages = 回答不能作為網頁分享：營運者沒有設定位址。
permission-send_messages = 「傳送訊息」
permission-attach_files = 「附加檔案」

# Settings of a server, of a channel, of a person. Labels and what is told of a setting at most 100 characters.
command-settings = 設定
describe-settings = 我在這個伺服器或頻道裡如何回答；在私訊中，如何回答您
describe-settings-channel = 有個別設定的頻道；不填則為整個伺服器
settings-title-server = 此伺服器的設定
settings-title-channel = { $channel } 的設定
settings-title-me = 您自己的設定
settings-how = 變更從下一個提問起生效。**復原** 可取消最近一次變更。
settings-how-me = 在私訊和我不在的伺服器裡有效；伺服器沒有規定的，也按您的設定。
settings-pick = 變更…
settings-type = 填寫…
settings-content = 在每則訊息都是提問的頻道裡，我只看得到提及我的訊息：須由我的營運者在這裡和 Discord 開發者平台開啟 *Message Content*。
settings-closed = 我不能在 { $channels } 發言：我在那裡需要 *檢視頻道* 和 *發送訊息* 權限。
settings-managers = Discord 只向管理員顯示管理指令：請在 伺服器設定 → 整合 中讓其他人也能看到。
settings-form-days = 天數（1 至 { $most }；留空為 { $most }）
settings-form-questions = 每人提問次數（1 至 { $most }）
settings-form-seconds = 在多少秒內（{ $least } 至 { $most }）
setting-language = 語言
setting-language-told = 我回答所用的語言
setting-language-unset = 與提問相同
setting-language-asked = 與提問相同
setting-where = 在哪裡回答
setting-where-told = 在哪些頻道回答訊息；指令在各處都可用
setting-where-unset = 所有頻道
setting-where-everywhere = 回答這裡的訊息
setting-where-chosen = 僅限選定頻道；在其他頻道，指令的回答僅提問者可見
setting-where-commands = 僅回答指令
setting-chosen = 選定頻道
setting-chosen-told = 僅在選定頻道回答時，是哪些頻道
setting-chosen-unset = 無
setting-ask = 提問頻道
setting-ask-told = 每則訊息都是提問的頻道
setting-ask-unset = 無
setting-here-yes = 這裡的每則訊息都是提問
setting-here-no = 這裡只有對我說的才是提問
setting-private = 私密回答
setting-private-told = 未另行說明時，指令的回答是否僅提問者可見
setting-private-unset = 依每個人的意願；未說明則所有人可見
setting-private-yes = 僅提問者可見
setting-private-no = 所有人可見
setting-roles = 誰可以提問
setting-roles-told = 可以使用我的身分組；管理員始終可以
setting-roles-unset = 所有人
setting-managers = 誰來管理我
setting-managers-told = 在這裡與管理員權限相同的身分組，但不能變更此項
setting-managers-unset = 管理員
setting-cooldown = 提問間隔
setting-cooldown-told = 每人在多少秒內可以提問多少次
setting-cooldown-unset = 按營運者的設定
setting-cooldown-value = { $seconds } 秒內 { $questions } 次
setting-days = 保留期限
setting-days-told = 回答保留多少天；縮短後，更早的會立即徹底刪除
setting-days-unset = 按營運者的設定
setting-days-value = { $days } 天
setting-share = 回答網頁
setting-share-told = 回答可否作為網頁分享；不可時，已有的網頁也會下線
setting-share-unset = 開啟
setting-share-yes = 開啟
setting-share-no = 關閉
setting-as-server = 與整個伺服器相同
setting-forum-on = 回答論壇的貼文
setting-forum-off = 不再回答論壇的貼文
error-settings = 只有管理此伺服器的人可以變更它的設定。您自己的設定，請在私訊中向我發送 `/設定`。
error-settings-managers = 只有管理員本人可以決定還有誰來管理我。
error-settings-value = 不能這樣設定：超出了營運者允許的範圍，或不是數字。沒有任何變更。
error-settings-channel = 我已看不到那個頻道。
error-absent = 這需要我在此伺服器裡：請管理員把我加進來。您自己安裝的 `/提問` 和其他給所有人的指令，在這裡照常可用。
error-roles = 在此伺服器，只有擁有特定身分組的成員可以向我提問。請聯絡管理員。
error-elsewhere = 我不在那個頻道回答訊息。請到 { $channels } 提問，或使用 `/提問`。
error-commands-only = 我不在那個頻道回答訊息。請在那裡使用 `/提問`：如果您願意，回答只有您看得到。
error-pages-off = 此伺服器不以網頁分享回答。您可以在頻道裡分享，或以圖片、檔案分享。

# The log of what administrators did.
audit-title = 管理員的操作
audit-none = 暫無。
audit-kept = 保留 { $days } 天。選擇「忘記我」（`/隱私`）的人，不再在這裡具名。
audit-newer = 較新
audit-older = 較早
act-setting-undone = 已復原；現為 { $told }
act-taught = 教了一個回答
act-taught-changed = 變更了一個教過的回答
act-taught-withdrawn = 撤回了一個教過的回答
act-taught-undone = 復原了對教過的回答的一次變更
act-key-made = 建立了金鑰 { $name }
act-key-withdrawn = 撤回了金鑰 { $name }
act-reports-add = 提交了 { $count } 份報告
act-reports-remove = 移除了 { $count } 份報告
act-reports-restore = 恢復了 { $count } 份報告
act-collection-away = 收起了資料集 { $name }
act-collection-read = 重新使用資料集 { $name }
act-channel = 將 { $channel } 收入報告
act-channel-stopped = 將 { $channel } 移出報告
act-message = 將 { $channel } 的一則訊息收入報告
act-review = 對擷取的數字作了決定

# The first message in a server, and what the bot is.
command-about = 關於
describe-about = 我依據哪些報告、它們有多舊、回答如何核對
welcome-knows = 我依據：{ $titles }
welcome-empty = 這裡還沒有報告。
welcome-administrators = 致管理員
welcome-settings = • `/設定` – 語言、頻道、身分組、限制、隱私
welcome-reports = • `/報告 新增` – 僅供此伺服器使用的自有報告
welcome-about = `/關於` 說明我依據什麼、回答如何核對；`/隱私` 說明我保留什麼。
about-title = 關於我
about-reports = { $count ->
    [0] 報告
   *[other] 我在這裡依據的 { $count } 份報告
}
about-documents = { $count } 份文件
about-numbers = **數字的來源：** 每個數字都在這些報告的句子或表格裡，或經人確認。我會用數字計算，但從不猜測，也絕不混用不可比較的版本。
about-checked = **回答如何核對：** 每個說法都帶引文，每條引文與存檔文件逐字比對，其中的每個數字都必須見於引文。通不過的會略去；如果什麼也不剩，我會直說。
about-privacy = **隱私：** 回答最長保留 { $days } 天；用 `/隱私` 可查看並刪除我保留的關於您的全部內容。
about-version = Footnote { $version }
about-policy = 隱私權政策
about-help = 說明
