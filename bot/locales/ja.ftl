command-ask = 質問
describe-ask = レポートに質問します。どの回答にも根拠が付きます
option-question = 質問
describe-question = 質問（日本語・英語・中国語・フランス語）
option-private = 自分だけに表示
describe-private = 回答を自分だけに表示します。あとで共有できます
option-edition = 版
option-collection = コレクション
describe-edition = レポートのこの版だけを調べます
describe-collection = このコレクションだけから回答する
command-score = スコア
describe-score = モデルのスコアを版ごとに調べます
option-model = モデル
describe-model = モデルの名前（どの言語でも）
command-compare = 比較
describe-compare = 2〜5個のモデルを版ごとに比べます。グラフ付き
option-numbered-model = モデル{ $number }
command-rank = ランキング
describe-rank = モデルをスコア順に、版ごとに並べます。グラフ付き
option-lab = ラボ
describe-lab = ラボや企業のモデル・利用者・資金を、日付とともに表示します
describe-by-lab = このラボや企業のモデルだけ
describe-lab-name = ラボや企業の名前（どの言語でも）
option-country = 国
describe-country = この国のモデルだけ
option-open-weights = オープンウェイト
describe-open-weights = 重みの公開が明言されたモデルだけ（false なら非公開のものだけ）
option-top = 上位
describe-top = 上位から表示する件数
option-measure = 指標
describe-measure = スコア以外の数値を、文書での名前で指定します
command-history = 推移
describe-history = モデルやラボのスコアの推移を、版ごとの尺度で表示します
option-name = 名前
describe-name = モデルかラボの名前（どの言語でも）
command-lab = ラボ
command-editions = 版一覧
describe-editions = 各版の指数が測るものと、比較できる版を表示します
command-help = ヘルプ
describe-help = Footnote にできることと質問のしかた
menu-ask-about = これについて質問
menu-explain = この回答を説明

ask-about-title = このメッセージについて質問
ask-about-label = 質問

asked-by = { $name } さんの質問
checked = 引用 { $count } 件を照合済み
choose = どれのことですか？
button-sources = 出典（{ $count }）
button-share = 共有
button-delete = 削除
button-stop = 書き直しを止める
button-back = 前へ
button-next = 次へ ({ $page }/{ $pages })
share-done = この回答はすでに投稿されています。
share-button = 回答を投稿しました。ただし、このカードのボタンだけは消せませんでした。もう一度押しても何も投稿されません。
button-shared = 共有済み…
share-how = どのように共有しますか？
share-where = …または別のチャンネルやスレッドに投稿
way-here = このチャンネルに投稿
way-link = リンクで
told-link = 公開されます。アドレスを知る人は誰でも読めます
way-private-link = 非公開のリンクで
told-private-link = アドレスを渡した人だけが読めます。一週間で切れます
way-picture = 画像で
told-picture = 回答・引用・出典を載せた PNG
told-pictured-picture = コードは回答のページに通じ、そのページは公開されます
way-markdown = ファイル：Markdown
way-json = ファイル：JSON（再検証できます）
way-bibtex = 出典：BibTeX
way-ris = 出典：RIS（EndNote、Zotero）
way-apa = 出典：APA
way-gbt7714 = 出典：GB/T 7714
way-unshare = 共有を取り消す
told-unshare = チャンネルの写しを消し、ページを非公開にします
share-posted = 回答を投稿しました。
share-link = この回答は公開されました。アドレスを知る人は誰でも、引用とともに読めます。同じメニューの「共有を取り消す」で終わります。
share-private-link = このアドレスを知る人だけが回答を読めます。{ $ends }に、または回答を削除すると切れます。
share-pictured = 画像のコードは回答のページに通じます。そのページは公開されました。同じメニューの「共有を取り消す」で終わります。
share-file = ファイルをお渡しします。ほかの人には見えません。
share-taken-back = 共有を取り消しました。チャンネルに写しはなく、ページも公開されていません。

in-chart = …ほか{ $count }件は図にあります
sources-title = 出典
open-there = この箇所を開く
digest-of = Footnote による要約（もとの記事）：
publisher-unknown = 発行元の記載なし
date-unknown = 日付の記載なし
language-en = 英語
language-zh-Hans = 中国語（簡体字）
language-zh-Hant = 中国語（繁体字）
language-fr = フランス語
language-ja = 日本語

help-title = 確かめられる回答
help-about = レポートをもとに質問に答えます。どの記述にも番号付きの引用が付き、引用はすべて、保存された文書と一字一句照合されています。
help-how = 質問のしかた
help-ways =
    • `/質問`：回答は全員に、または「自分だけに表示」で自分だけに表示されます
    • チャンネルやスレッドでメンションまたは返信する、あるいはダイレクトメッセージを送る
    • メッセージを右クリック → アプリ → *これについて質問*
help-look-ups =
    • `/スコア`、`/比較`、`/ランキング`、`/推移`：モデルのスコア。グラフ付き
    • `/ラボ`：レポートがラボについて述べていること · `/版一覧`：各版が測るもの
    • `/見守る`：モデルやラボの数字が新しい資料で変わったらお知らせ
help-measures = • *指標* を付けると文書にあるどの数値も調べられます。スコアがなければ `/ランキング` だけで一覧を出します
help-manages =
    • `/教えた回答` – 教わった質問と回答 · `/質問の傾向` – 聞かれたこと、答えられなかったこと
    • `/数値 確認` – レポートから読み取った数値の確認 · `/診断` – 不具合とその対処
help-promises = レポートに答えがないときは、そうお伝えします。ボタンが使えるように回答は一定期間保存され、**削除** を押すとすぐに消えます。`/プライバシー` では、あなたについて保存しているすべてを確認し、削除できます。
help-scales = 比較できない版のスコアを混ぜることはありません。

error-cooldown = 少しお待ちください。あと { $seconds } 秒で質問できます。
error-busy = いま多くの質問に答えています。少ししてからもう一度お試しください。
error-stopping = 再起動しています。1 分ほどしてからもう一度お試しください。
error-slow = 時間がかかりすぎたため中止しました。もう一度、できれば短い質問でお試しください。
error-question = 質問として読み取れませんでした。空か、長すぎるか、文字ではないようです。一、二文でお書きください。
error-unreadable = 返信先のメッセージを読めません。文字がないか、私へのメンションがないため Discord が見せてくれません。質問を書いて送るか、そのメッセージを右クリックして「アプリ」→「これについて質問」を選んでください。
error-expired = この回答はもう保存されていないため、ボタンは使えません。もう一度質問してください。
error-withdrawn = この回答が引用した資料の一部は削除されたか、ここでは読めなくなりました。もう一度質問してください。
error-collection = ここにそのコレクションはありません。指定しなければ、ここで読めるすべての資料からお答えします。
error-delete = この回答を削除できるのは、質問した本人とモデレーターだけです。
error-stop = 止められるのは質問した本人だけです。
error-share = ここには投稿できません。このチャンネルに書き込む権限が、あなたと Footnote の両方に必要です。
error-share-unclear = 回答が投稿されたかどうか、Discord から確認できませんでした。チャンネルに見当たらなければ、もう一度「共有」を押してください。
error-share-there = そこには投稿できません。そのチャンネルを見て書き込む権限が、あなたと Footnote の両方に必要です。
error-share-file = 回答のページは公開されましたが（{ $url }）、画像を作るか送ることができませんでした。もう一度試すか、「共有を取り消す」を選んでください。
error-unshare-card = ページは非公開になり、写しの回答も忘れましたが、チャンネルの写しを Discord に消してもらえませんでした。写しの「削除」を押すか、少し待って「共有を取り消す」をもう一度選んでください。
error-pages = いまはページがないため、リンクもありません。何も変えていません。運用者に知らせてください。
error-delete-card = この回答の記録は消しましたが、Discord でカードを削除できませんでした。少し待ってからもう一度「削除」を押してください。
error-storage = 記録できなかったため、何も変更していません。ディスクがいっぱいか、使えない状態です。しばらくしてからもう一度お試しのうえ、運営者にお知らせください。参照番号：`{ $reference }`
error-permission = Footnote に必要な権限（チャンネルを見る、メッセージを送る）がありません。モデレーターにご相談ください。番号：`{ $reference }`
error-discord = Discord で返信を処理できませんでした。少ししてからお試しください。番号：`{ $reference }`
error-internal = こちらで問題が発生し、記録しました。もう一度お試しください。続くようなら、運営者にこの番号をお伝えください：`{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = 数値
describe-facts = 文書から自動で読み取った数値
command-review = 確認
describe-review = 読み取った数値をまとめて、または1件ずつ承認・却下します
review-sure = 確信度{ $confidence }
review-new = 新しい名前（{ $kind ->
    [model] モデル
    [lab] ラボ
    [application] アプリ
    [company] 企業
   *[other] { $kind }
 }）
review-merged = = { $entity }
review-held = 収録済みの値：{ $value }
review-left = 残り{ $count }件
review-figures = { $count }件の数値
review-odd = 桁が大きく異なる値：{ $count }件
review-skipped = 判断は保存しましたが、{ $count }件は除きます。その間に判断されたか、なくなりました。
review-none = 確認するものは残っていません。
review-decided = 判断は保存しましたが、このカードを更新できませんでした。続けるには `/facts review` を開き直してください。
review-undone = 判断は取り消しましたが、このカードを更新できませんでした。続けるには `/facts review` を開き直してください。
review-merge = この名前が指すのは…（承認します）
review-alike = 類似度{ $percent }%
button-accept-all = すべて承認
button-reject-all = すべて却下
button-singly = 1件ずつ
button-accept = 承認
button-reject = 却下
button-skip = 後で
button-undo = 元に戻す
error-review = 数値を確認できるのは、運営者が指定したサーバーの管理者だけです。
error-review-undo = 取り消せる判断はありません。
error-review-undone = 何も取り消していません。その判断はすでに取り消されているか、その後に別の判断をしています。
error-review-merge = その名前はもう選べません。その間に別の名前にまとめられたか、取り消されました。この数値をもう一度ご確認ください。
error-review-gone = この数値はもう判断待ちではありません。カードに次の数値が出ていなければ、`/facts review` を開き直してください。
error-review-grown = 何も判断していません。その間に数値が増えました。もう一度すべてご確認ください。

# Explanations: for those who manage a server; what is explained is in English.
explain-differs = 今もう一度質問したところ、回答が変わりました。前の会話、質問のオプション、または文書が当時と異なります。
error-explain = 回答の説明を見られるのは、このサーバーを管理できるメンバーだけです。
error-explain-what = これは私の回答ではありません。回答のカードでこのコマンドを選んでください。

# 情報源としてのチャンネル（管理者向け）
command-channel = チャンネル
describe-channel = チャンネルやスレッドの選んだメッセージをこのサーバーの資料に加える
option-channel = チャンネル
describe-source = チャンネルまたはスレッド。省略するとこの場所
option-authors = 投稿者
describe-authors = 投稿者の名前を残す（省略すると以前のまま。最初は残さない）
option-stop = 停止
describe-source-stop = そのメッセージをすべて資料から外す
channel-named = これからは { $channel } も元にしてお答えします。対象はピン留めされたメッセージと、*{ $menu }* で選ばれたメッセージです（現在 { $count } 件）。編集、ピン留めの解除、削除は数秒で反映されます。
channel-whole = スレッドなので、そこに書き込まれたメッセージもすべて対象になります。
channel-not-whole = このスレッドのすべてのメッセージが対象になるわけではありません。運営者が *Message Content* を有効にしない限り、ほかのメッセージは Discord から見せてもらえません。
channel-unread = 運営者が *Message Content* を有効にしない限り、私へのメンションがないメッセージの本文は Discord から見せてもらえません（そのため除かれたピン留めメッセージ：{ $count } 件）。メニューで選ばれたメッセージは読めますが、あとで編集された場合はもう一度選んでください。
channel-authors = 投稿者の名前を残します。外すには `投稿者: False` を指定してください。
channel-no-authors = 投稿者の名前は残しません。
channel-hidden = このチャンネルはサーバーの全員に見えるわけではありませんが、ここで私に質問する人には引用した内容が表示されることがあります。
channel-stopped = { $channel } のメッセージをすべて資料から外しました。
channel-chosen = このメッセージを資料に加えました。{ $channel } で編集または削除されると、資料にも反映されます。
error-channel-administrators = このサーバーの資料にメッセージを加えられるのは、サーバーの管理者だけです。
error-channel-closed = そのチャンネルを読めません。「チャンネルを見る」と「メッセージ履歴を読む」の権限が必要です。
error-channel-kind = それはこのサーバーのテキストチャンネルでもスレッドでもありません。
error-channel-unnamed = このチャンネルは資料の対象になっていません。メッセージを加えるには、まず `/corpus チャンネル` で指定してください。
error-channel-many = このサーバーの資料の対象になっているチャンネルは { $most } 件で、これ以上は加えられません。まず `/corpus チャンネル` の `停止` で外してください。
error-channel-wordless = そのメッセージには引用できる言葉がないか、私自身のメッセージです。

# Reports of a server's own: for administrators. Form: title and labels at most 45 characters, what is told 100.
command-corpus = レポート
describe-corpus = このサーバー独自のレポート
command-add = 追加
describe-add = このサーバーにレポートを追加します（ファイルまたは URL）
command-list = 一覧
describe-list = このサーバー独自のレポートと、ほかに読んでいるコレクション
command-remove = 削除
describe-remove = レポートを外すか、共有コレクションの利用をやめます。どちらも元に戻せます
option-document = 文書
describe-document = このサーバーのレポート、または共有コレクション
command-status = 状況
describe-status = 読み込み中のもの、保存している量、上限
menu-add = レポートに追加
corpus-form-title = レポートを追加
corpus-form-files = ファイル
corpus-form-files-told = PDF、Word、スライド、表計算、電子書籍、ウェブページ、テキスト。10個まで、各 { $megabytes } MB 以内
corpus-form-addresses = URL
corpus-form-addresses-told = ファイルの代わりに、またはあわせて。1行に1件、10件まで
corpus-form-name = タイトル
corpus-form-name-told = レポートが1件だけで、本文から分かりにくいときに
corpus-form-edition = 版
corpus-form-edition-told = すべてに共通（例：2025-Q1）。空欄ならできるだけ自動で判断します
corpus-doing-add = レポートを追加しています
corpus-doing-remove = 外しています
corpus-doing-restore = 元に戻しています
corpus-done-add = レポートを追加しました
corpus-done-remove = 外しました
corpus-done-restore = 元に戻しました
corpus-nothing = 何も変わっていません
corpus-done-away = 利用をやめました。ここではもう回答に使いません
corpus-done-read = ここで再び回答に使います
corpus-receiving = ファイルを受け取っています
corpus-waiting = 順番を待っています
corpus-reading = 読み込んでいます
corpus-building = 回答できるように準備しています
corpus-receiving-of = ファイルを受け取っています：{ $done }/{ $total }
corpus-reading-of = 読み込んでいます：{ $done }/{ $total }件
corpus-building-of = 回答できるように準備しています：{ $done }/{ $total }箇所
corpus-goes-on = このメッセージを閉じても続きます。結果は `/レポート 状況` で確かめられます。
corpus-title-unused = タイトルは使いませんでした。指定できるのはレポートが1件のときだけです。
corpus-kind = 読めない種類のファイルです
corpus-large = { $megabytes } MB を超えています
unread-encrypted = 暗号化されています。パスワードを外してください
unread-protected = 読めない方法で保護されています。新しいPDFに印刷してください
unread-copying = コピー防止のため暗号化されています。その保護のないものを入手してください
unread-empty = 空です
unread-no-text = テキストがありません
unread-blank = 空です。テキストがありません
unread-script = テキストがありません。スクリプトで表示されるページなら、ブラウザーからHTMLかPDFで保存してください
unread-pictures = 画像だけでテキストがありません。PDFで保存してください
unread-scan = スキャンされたものです。ページはテキストのない画像で、何も読み取れませんでした
unread-scan-alone = スキャンされたものです。ページはテキストのない画像で、読むには運営者が footnote[ocr] をインストールする必要があります
unread-large = { $count } MB を超えています。分割してください
unread-text = テキストが { $count } 文字を超えています。分割してください
unread-characters = { $count } 文字を超えています。分割してください
unread-millions = { $count } 百万文字を超えています。分割してください
unread-pages = { $count } ページあります。読めるのは { $most } ページまでです。分割してください
unread-slow = 読むのに { $count } 秒より長くかかりました。分割してください
unread-memory = メモリーが足りません。分割してください
unread-kind = 名前と中身が違うか、読めない形式（{ $suffix }）です。PDFか .docx で保存してください
unread-unknown = 形式がわかりません。その形式の拡張子を付けてください
unread-binary = テキストではなくバイナリーデータです。その形式の拡張子を付けてください
unread-no-pdf = 名前に反してPDFではありません
unread-office = 2007年より前のオフィス形式です。今の形式（.docx、.pptx、.xlsx）で保存してください
unread-archive = 圧縮ファイルです。展開して、中のファイルを追加してください
unread-zip = 壊れているか、文書ではないZIPファイルです。保存し直すか、中のファイルを追加してください
unread-damaged = { $what ->
    [workbook] 壊れたワークブックです。保存し直してください
   *[other] 壊れています。保存し直してください
}
unread-damaged-pdf = 壊れたPDFです。コピーかダウンロードをやり直してください
unread-damaged-page = 壊れています。{ $most } ページのうち { $count } ページ目が読めません。コピーかダウンロードをやり直してください
unread-cut-off = 途中で切れていて、終わりがありません。コピーかダウンロードをやり直してください
corpus-changed = 新しい版に置き換え
corpus-unchanged = すでにあります
corpus-pages = { $count }ページ
corpus-more = …ほか{ $count }件
corpus-gone = このレポートはもうここにありません。参照番号：`{ $reference }`
corpus-cut-short = 途中で止まりました。上に示したものは保存されています。残りはもう一度追加してください。続くようなら、運営者にこの番号をお伝えください：`{ $reference }`
corpus-list-title = このサーバーのレポート
corpus-count = { $count }件のレポート
corpus-none = まだありません。`/レポート 追加` で追加するか、メッセージを右クリック → アプリ → *レポートに追加* を選んでください。
corpus-added-on = { $date }に追加
corpus-also = ほかに回答に使うもの：{ $titles }
corpus-away = 利用をやめたもの：{ $titles }
corpus-read = { $title }を再び使う
corpus-put-away = 利用をやめる：{ $title }
corpus-status-title = このサーバーのレポート
corpus-held = レポート{ $count }件（上限{ $most }件）
corpus-passages = { $count }箇所
corpus-size = { $size } MB
corpus-version = バージョン { $version }
corpus-limits = ファイルは1個 { $megabytes } MB まで、一度に10個まで。回答に使われるのはこのサーバーだけです。
corpus-idle = 読み込み中のものはありません。
error-corpus = サーバーのレポートを管理できるのは管理者だけで、そのサーバーの中に限ります。
error-corpus-nothing = 追加するものがありません。ファイルか URL（https://…）を指定してください。
error-corpus-many = 一度に多すぎます。ファイルは{ $most }個、URL は{ $most }件まででお願いします。何も追加していません。
error-corpus-header = タイトルまたは版が使えません。見えない文字を入れず、1行で書いてください。何も追加していません。
error-corpus-waiting = このサーバーの作業がまだ{ $count }件終わっていません。最初の作業が終わってからお試しください。`/レポート 状況` で確かめられます。
error-corpus-full = 空きがありません。このサーバーのレポートは{ $held }件、上限は{ $most }件です。先にいくつか外すか（`/レポート 削除`）、運営者に上限の引き上げをご相談ください。
error-corpus-room = ディスクの空きがほとんどないため、何も追加していません。運営者にお知らせください。
error-corpus-unknown = ここにそのレポートはありません。入力中に表示される一覧から選んでください。
error-corpus-undo = ここで元に戻せるものはもうありません。
error-corpus-late = もう元に戻せません。外したものを保存しておくのは1日だけです。もう一度追加してください。
error-corpus-undone = すでに元に戻しました。

# 回答への評価。フォーム：題と項目名は45字まで、選択肢と説明は100字まで。
button-helpful = 役に立った
button-unhelpful = 役に立たない
feedback-title = この回答の問題点
feedback-reason = 理由
feedback-wrong = 間違っている
feedback-unsupported = 出典にそう書かれていない
feedback-outdated = 情報が古い
feedback-missing = 足りないことがある
feedback-beside = 質問に答えていない
feedback-words = 詳しく
feedback-words-told = 任意です。このサーバーの管理者が、お名前なしで読めます。
feedback-thanks = ありがとうございます。もう一度押すと取り消せます。
feedback-noted = ありがとうございます。記録しました。もう一度押すと変更できます。
feedback-taken-back = 取り消しました。

# 利用者について保存しているもの：本人だけに伝える。
command-privacy = プライバシー
describe-privacy = あなたについて保存しているもの。ファイルで受け取り、削除もできます
button-data = 自分のデータ
button-forget = 自分を忘れさせる
button-erase = はい、すべて削除
privacy-title = あなたについて保存しているもの
privacy-about = 回答のボタンが使えるように、質問と回答を最長 { $days } 日間保存します。サーバーが別に決めた場合はそれに従います。
privacy-answers = 質問と回答：{ $count } 件
privacy-feedback = 回答への評価：{ $count } 件
privacy-watches = 見守っている回答：{ $count } 件
privacy-beside = 続きの質問を理解するため、会話を15分間だけ覚えています。管理者については、誰が何を変更したかを保存します。
privacy-servers = サーバーがレポートに取り込んだチャンネルでの発言は、そのサーバーのものです。「忘れさせる」を選ぶと、そこからお名前が消えます。
privacy-data = あなたについて保存しているすべてです。JSON ファイルで、ここではあなただけに見えます。
privacy-sure = 質問と回答、評価、見守り、レポートの出典になったチャンネルでのお名前を、すべての場所からただちに完全に削除します。回答のボタンは使えなくなります。Discord のメッセージは残るので、そちらで削除してください。よろしいですか。
privacy-forgotten = { $count ->
    [0] 完了しました。あなたについては何も保存していません。
   *[other] 完了しました。あなたについては何も保存していません。回答 { $count } 件を削除しました。
}
error-forget = 質問、評価、見守りは削除しましたが、ほかに削除できなかったものがあります。ディスクがいっぱいか、使えない状態です。後でもう一度ボタンを押してください。

# 質問の傾向：サーバーの管理者向け。
command-watch = 見守る
describe-watch = モデルやラボの数字が新しい資料で変わったらお知らせします。見守り中の一覧も見られます
describe-watched = 数字を見守るモデルかラボ（省略すると一覧を表示）
command-insights = 質問の傾向
describe-insights = ここで答えが見つからなかった質問、多かった質問、評価の悪かった質問
option-days = 日数
describe-days = さかのぼる日数（30）
insights-title = 最近 { $days } 日間の質問
insights-asked = 質問 { $count } 件、うち答えのないもの { $unanswered } 件
insights-gaps = 答えのない質問（意味でまとめたもの）
insights-most = 多かった質問
insights-disputed = 評価の悪かった質問
insights-kept = 全員に見える質問だけを、その回答が保存されている間に限り示します。誰が質問したかは示しません。
error-insights = 質問の傾向は、そのサーバーの管理者だけが見られます。

# 回答の見守り：変わったら知らせる。
button-watch = 見守る
button-watch-here = このチャンネルにも知らせる
button-unwatch = 見守りをやめる
watch-begun = 新しい資料でこの回答が変わったら、そのたびに一度、ダイレクトメッセージでお知らせします。回答が保存されている間だけです。
watch-begun-here = 新しい資料でこの回答が変わったら、そのたびに一度、このチャンネルにお知らせします。回答が保存されている間だけです。
watch-name = 新しい資料でこの数字が変わったら、そのたびに一度、ダイレクトメッセージでお知らせします。
watch-name-here = 新しい資料でこの数字が変わったら、そのたびに一度、このチャンネルにお知らせします。
watch-list = { $count ->
    [0] まだ何も見守っていません。回答の下の「見守る」を押すか、このコマンドでモデルかラボを指定してください。
   *[other] **{ $count } 件を見守っています**
}
watch-untold = もう保存されていない回答
watch-ended = 見守りは終わっています。
watch-changed = 回答が変わりました
watch-same = 資料の答えは以前と同じです。
watch-words = 引用は同じですが、言い方が変わりました。
watch-quotes = 別の引用に基づくようになりました。
watch-withdrawn = 資料から答えが得られなくなりました。
watch-before = 以前
watch-before-gone = 引用していたものは削除されたか、ここでは読めなくなりました。
watch-now = 現在
error-watch-alone = この質問だけを今もう一度尋ねると、別の答えになります。前の会話やオプションに頼っているか、資料が変わったためです。省略せずに質問し直し、その回答を見守ってください。
error-watch-here = チャンネルの見守りを始めたり終えたりできるのは、そのモデレーターだけです。個人の見守りは本人だけが終えられます。
error-watch-name = その名前には複数の意味があります。入力中に表示される候補から選んでください。
error-watch-many = すでに上限の { $most } 件を見守っています。先にどれかの見守りをやめてください。

# Forums: for administrators, and for those who post there. What a tag is called is at most 20 characters.
command-forum = フォーラム
describe-forum = フォーラムの新しい投稿に一度ずつ答える
option-forum = フォーラム
describe-posts = 投稿に答えるフォーラム
option-tag = タグ
describe-tag = 解決済みを示すフォーラムのタグ（省略すると solved）
describe-posts-stop = その投稿に答えるのをやめる
forum-named = これからは { $channel } の新しい投稿に一度ずつお答えします。タイトルと最初のメッセージが質問になります。投稿した人と管理者は、解決済み、または回答が間違いと示せます。
forum-content = タイトルと最初のメッセージを読みます。
forum-titles = タイトルと、私へのメンションがある最初のメッセージだけを読みます。運営者がここと Discord の開発者ポータルで *Message Content*（特権インテント）を有効にしない限り、ほかの本文は Discord から見せてもらえません。
forum-missing = そこで答えるには、まだ次の権限が必要です：{ $permissions }。
forum-tag = 解決済みの投稿にはタグ *{ $tag }* を付けます。
forum-tag-forbidden = 解決済みの投稿にタグ *{ $tag }* を付けるには「スレッドの管理」の権限が必要です。なければ、私の回答だけに示します。
forum-tagless = そのフォーラムにはタグ *{ $tag }* がないため、解決済みかどうかは私の回答だけに示します。
forum-stopped = { $channel } の投稿にはもう答えません。
forum-undone = 元に戻しました。
permission-view_channel = 「チャンネルを見る」
permission-send_messages_in_threads = 「スレッドでメッセージを送信」
permission-read_message_history = 「メッセージ履歴を読む」
button-solved = 解決済み
button-wrong = 間違い
post-solved = 解決済み
post-wrong = 間違いと示されました
post-marked-solved = 解決済みとしました。もう一度押すと取り消せます。
post-marked-wrong = 間違いとしました。もう一度押すと取り消せます。
post-marked-open = 取り消しました。
post-tag-forbidden = 投稿のタグは元のままです。「スレッドの管理」の権限がありません。
post-tags-full = 投稿のタグは元のままです。すでに五つ付いています。
post-tag-failed = 投稿のタグは元のままです。Discord 側で問題が起きました。
error-post = 解決済みかどうかを示せるのは、投稿した人か管理者だけです。
error-forum = どのフォーラムで答えるかを決められるのは、このサーバーの管理者だけです。
error-forum-kind = それは私に見えるこのサーバーのフォーラムではありません。「チャンネルを見る」の権限が必要です。
error-forum-unnamed = そのフォーラムの投稿には答えていません。
error-forum-many = このサーバーではすでに上限の { $most } 件のフォーラムで答えています。まずどれかをやめてください。

# Taught answers. Form: title and labels at most 45 characters, what is told 100.
command-taught = 教えた回答
describe-taught = 管理者が教えた回答の一覧、追加、変更、取り下げ
option-answer = 回答
describe-taught-answer = その質問で選ぶ一件。省略するとすべて
taught-by = { $date }に管理者が教えた回答 – レポートとは照合していません
taught-for = 教えられたときの質問：{ $question }
taught-source = 出典：
taught-documents = レポートの内容：
taught-title = { $count ->
    [0] ここではまだ回答が教えられていません
   *[other] 教えられた回答 { $count } 件
}
taught-how = `/教えた回答` の *回答* で一件を表示し、変更や取り下げができます。ここで同じことを尋ねた人に、言い方が違っても表示され、ほかの場所では表示されません。
taught-kept = 覚えました。ここで同じことを尋ねた人に、管理者が教えた回答であることと出典を添えて表示します。
taught-withdrawn = 取り下げました。今後は表示しません。すでに示した回答には残ります。
taught-restored = 元に戻しました。
teach-title = 回答を教える
teach-question = 質問
teach-question-told = 人が尋ねるとおりに。名前、数、年は、尋ねられたときも同じでなければなりません
teach-answer = 正しい回答
teach-answer-told = 管理者の言葉として、レポートの内容と並べて表示します
teach-source = 出典
teach-source-told = アドレス（https://…）、または、どの文書のどこにあるか
button-teach = 正しい回答を教える
button-change = 変更
button-withdraw = 取り下げる
insights-teach = 正しい回答を教える質問 …
error-taught = 回答を教えられるのは管理者だけで、自分のサーバーに限ります。
error-taught-empty = 教えられませんでした。「{ $field }」が空です。質問、回答、出典が必要です。
error-taught-long = 教えられませんでした。「{ $field }」が { $most } 文字を超えています。
error-taught-many = このサーバーの教えられた回答は上限の { $most } 件に達しています。まず `/教えた回答` で一件を取り下げてください。
error-taught-gone = その教えられた回答はもうありません。
error-taught-undone = すでに元に戻したか、そのあと誰かが変更しました。

# Keys for other programs: for administrators of a server.
command-api-key = apiキー
describe-api-key = このサーバーが読めるものを、ほかのプログラムから質問できるようにします
command-key-create = 作成
describe-key-create = プログラム用のキーを作ります。表示は一度だけで、あなたにしか見えません
command-key-list = 一覧
describe-key-list = このサーバーのキーの一覧（キーそのものは表示しません）
command-key-withdraw = 取り消し
describe-key-withdraw = キーをただちに無効にします
option-program = プログラム
describe-program = キーの名前（使うプログラムの名前）
api-key-made = { $name } 用のキー
api-key-once = 表示はこの一度だけで、あなたにしか見えません。保存するのはハッシュ値だけです。このキーを持つ人は、このサーバーが読めるものを読めます。
api-key-use = プログラムは `Authorization: Bearer …` として送ります。質問できることは `{ $path }` に書かれています。
api-key-held = このサーバーのキー
api-key-none = このサーバーにキーはありません。
api-key-withdrawn = { $name } 用のキーを取り消しました。これからは、このキーを使っても拒否されます。
error-api-key = サーバーのキーを管理できるのは管理者だけで、そのサーバーの中に限ります。
error-api-key-name = キーの名前は、見える文字だけで1行、{ $most } 文字までにしてください。
error-api-key-taken = その名前のキーはすでにあります。先に取り消すか、別の名前にしてください。
error-api-key-many = このサーバーのキーは上限の { $most } 個に達しています。先にどれかを取り消してください。
error-api-key-unknown = ここにその名前のキーはありません。

command-diagnose = 診断
describe-diagnose = このサーバーで働けるか、働けないときはどうすればよいか
diagnose-title = 診断
error-diagnose = サーバーを診断できるのは、そのサーバーの管理者だけです。
diagnose-permitted = 見えるチャンネルでは、必要な権限がすべてそろっています。
diagnose-lacks-here = このチャンネルで足りない権限：{ $permissions }。チャンネルの設定で私のロールに与えてください。
diagnose-lacks = ほかの { $count } 個のチャンネルで権限が足りません（{ $permissions }）：{ $channels }。私のロールに与えるか、私をそのチャンネルから外してください。
diagnose-content = 私宛てでないメッセージも読めます（Message Content はオン）。
diagnose-mentions = 読むのは、私へのメンションと返信、コマンドだけです（Message Content はオフ）。
diagnose-documents = ここでは{ $titles }から答えます。
diagnose-no-documents = ここには答えのもとになる資料がありません。`/corpus add` で報告書を追加してください。
diagnose-answered = 例の質問に、引用付きで { $seconds } 秒で答えました。
diagnose-abstained = 例の質問に答えられませんでした。報告書を追加したばかりなら 1 分待ち、そうでなければ運用者に知らせてください。
diagnose-unanswered = 例の質問ができませんでした。運用者に知らせてください。`qa doctor` コマンドで原因が分かります。
diagnose-database = 保存している内容は読み書きできます。
diagnose-no-database = データベースが応答しません。以前の回答のボタンは使えません。運用者に知らせてください。
diagnose-no-model = 言語モデルは設定されていません。回答は見つかったままの文です。
diagnose-model = 言語モデルが回答の文を書きます。どの文も引用と照らし合わせています。
diagnose-model-resting = 言語モデルがいま応答しません。回答は見つかったままの文です。自動で再び試します。
diagnose-pages = 回答をウェブページとして共有できます。
diagnose-no-pages = 回答をウェブページとして共有できません。運用者がアドレスを設定していません。
permission-send_messages = 「メッセージを送信」
permission-attach_files = 「ファイルを添付」

# Settings of a server, of a channel, of a person. Labels and what is told of a setting at most 100 characters.
command-settings = 設定
describe-settings = このサーバーやチャンネルでの答え方。ダイレクトメッセージでは、あなたへの答え方
describe-settings-channel = 独自の設定を持つチャンネル。指定しなければサーバー全体
settings-title-server = このサーバーの設定
settings-title-channel = { $channel } の設定
settings-title-me = あなたの設定
settings-how = 変更は次の質問から有効です。**元に戻す** で最後の変更を取り消せます。
settings-how-me = ダイレクトメッセージと、私がいないサーバーで有効です。サーバーが決めていないことにも適用されます。
settings-pick = 変更する…
settings-type = 入力…
settings-content = すべてのメッセージを質問とするチャンネルでも、私に見えるのは私へのメンションだけです。私の運営者が、ここと Discord の開発者ポータルで *Message Content* を有効にする必要があります。
settings-closed = { $channels } に書き込めません。そこで *チャンネルを見る* と *メッセージを送信* の権限が必要です。
settings-managers = Discord は管理者向けのコマンドを管理者だけに表示します。ほかの人にはサーバー設定 → 連携サービスで表示してください。
settings-form-days = 日数（1～{ $most }、空欄なら { $most }）
settings-form-questions = 1 人の質問の数（1～{ $most }）
settings-form-seconds = 何秒の間に（{ $least }～{ $most }）
setting-language = 言語
setting-language-told = 回答に使う言語
setting-language-unset = 質問の言語
setting-language-asked = 質問の言語
setting-where = 答える場所
setting-where-told = メッセージに答えるチャンネル。コマンドはどこでも使えます
setting-where-unset = すべての場所
setting-where-everywhere = ここのメッセージに答える
setting-where-chosen = 選んだチャンネルだけ。ほかではコマンドに非公開で答える
setting-where-commands = コマンドだけ
setting-chosen = 選んだチャンネル
setting-chosen-told = 選んだチャンネルだけで答えるときの、その場所
setting-chosen-unset = なし
setting-ask = 質問チャンネル
setting-ask-told = すべてのメッセージが質問になるチャンネル
setting-ask-unset = なし
setting-here-yes = ここではすべてのメッセージが質問
setting-here-no = ここでは私に向けたものだけが質問
setting-private = 非公開の回答
setting-private-told = 特に指定がなければ、コマンドへの回答を質問者だけに見せるか
setting-private-unset = 各人の希望どおり。希望がなければ全員に公開
setting-private-yes = 質問者だけに見せる
setting-private-no = 全員に見せる
setting-roles = 質問できる人
setting-roles-told = 私を使えるロール。管理者はいつでも使えます
setting-roles-unset = 全員
setting-managers = 私を管理する人
setting-managers-told = ここで管理者と同じことができるロール（この設定の変更を除く）
setting-managers-unset = 管理者
setting-cooldown = 間隔
setting-cooldown-told = 1 人が何秒の間に何回質問できるか
setting-cooldown-unset = 運営者の設定どおり
setting-cooldown-value = { $seconds } 秒に { $questions } 回
setting-days = 保存期間
setting-days-told = 回答を保存する日数。短くすると、古いものはただちに完全に消えます
setting-days-unset = 運営者の設定どおり
setting-days-value = { $days } 日
setting-share = 回答のページ
setting-share-told = 回答をウェブページで共有できるか。できなければ、今あるページも見られなくなります
setting-share-unset = オン
setting-share-yes = オン
setting-share-no = オフ
setting-as-server = サーバー全体と同じ
setting-forum-on = フォーラムの投稿に答える
setting-forum-off = フォーラムの投稿にはもう答えない
error-settings = サーバーの設定を変更できるのは、そのサーバーを管理する人だけです。ご自分の設定は、ダイレクトメッセージで `/設定` を送ってください。
error-settings-managers = ほかに誰が私を管理するかは、管理者だけが決められます。
error-settings-value = その値は設定できません。運営者が許す範囲の外か、数ではありません。何も変更していません。
error-settings-channel = そのチャンネルはもう見えません。
error-absent = それには私がこのサーバーにいる必要があります。管理者に追加を頼んでください。ご自分で追加した `/質問` など全員向けのコマンドは、ここでも使えます。
error-roles = このサーバーでは、特定のロールを持つメンバーだけが質問できます。管理者にお尋ねください。
error-elsewhere = そのチャンネルではメッセージに答えません。{ $channels } で質問するか、`/質問` を使ってください。
error-commands-only = そのチャンネルではメッセージに答えません。`/質問` を使ってください。希望すれば、回答はあなただけに見えます。
error-pages-off = このサーバーは回答をウェブページで共有していません。チャンネルへの投稿、画像、ファイルでは共有できます。

# The log of what administrators did.
audit-title = 管理者が行ったこと
audit-none = まだ何もありません。
audit-kept = { $days } 日間保存します。「忘れさせる」（`/プライバシー`）を選んだ人の名前は、ここに残りません。
audit-newer = 新しいもの
audit-older = 古いもの
act-setting-undone = 取り消し。現在は { $told }
act-taught = 回答を教えた
act-taught-changed = 教えた回答を変更した
act-taught-withdrawn = 教えた回答を取り下げた
act-taught-undone = 教えた回答の変更を取り消した
act-key-made = キー { $name } を作成した
act-key-withdrawn = キー { $name } を取り消した
act-reports-add = レポートを { $count } 件渡した
act-reports-remove = レポートを { $count } 件取り除いた
act-reports-restore = レポートを { $count } 件元に戻した
act-collection-away = コレクション { $name } を外した
act-collection-read = コレクション { $name } を再び使い始めた
act-channel = { $channel } をレポートに取り込んだ
act-channel-stopped = { $channel } をレポートから外した
act-message = { $channel } のメッセージをレポートに取り込んだ
act-review = 抽出された数値について決定した

# The first message in a server, and what the bot is.
command-about = 概要
describe-about = どのレポートから答えるか、その古さ、回答の確かめ方
welcome-knows = 次のものから答えます：{ $titles }
welcome-empty = ここにはまだレポートがありません。
welcome-administrators = 管理者の方へ
welcome-settings = • `/設定` – 言語、チャンネル、ロール、制限、プライバシー
welcome-reports = • `/レポート 追加` – このサーバーだけのレポート
welcome-about = 何から答え、回答をどう確かめるかは `/概要`、何を保存するかは `/プライバシー` で分かります。
about-title = 私について
about-reports = { $count ->
    [0] レポート
   *[other] ここで答えるもとになるレポート：{ $count } 件
}
about-documents = 文書 { $count } 件
about-numbers = **数値の出どころ：** どの数値も、これらのレポートの文か表にあるか、人が採用したものです。計算はしますが推測はせず、比べられない版を混ぜることもありません。
about-checked = **回答の確かめ方：** どの記述にも引用があり、引用は保存された文書と一語一句照合され、数値は引用の中になければなりません。これに合わないものは省き、何も残らなければそうお伝えします。
about-privacy = **プライバシー：** 回答の保存は最長 { $days } 日です。`/プライバシー` で、あなたについて保存しているすべてを確認し、削除できます。
about-version = Footnote { $version }
about-policy = プライバシーポリシー
about-help = ヘルプ
