"""Why a file was not read: what is wrong with it, and the way out. Each is said where it is told."""

from __future__ import annotations

from annotations.wording import marked

TOO_LARGE = marked("文件有 {size} MB，最多 {limit} MB；请压缩图片，或者拆成几份。")
NOTHING = marked("文件是空的（0 字节）；请检查后重新上传。")
EMPTY = marked("文件里没有文字：是空的，或者只有空白。")
TOO_LONG = marked("文件里有 {n} 个字符，最多 {limit} 个；请分成几份再上传。")
BINARY = marked("这个文件不是文字，也不是认得的格式；请另存为 .txt、.docx、.html 或 PDF 再上传。")
NUL = marked("文件第 {at} 个字符是空字符（NUL），不能保存；请用记事本打开，另存为 UTF-8 文本后再上传。")
OLD_OFFICE = marked("这是旧版 Office 文件（.doc、.xls），或者设了密码。请去掉密码，另存为 .docx 再上传。")
RTF = marked("这是 RTF 文件。请用 Word 打开，另存为 .docx 再上传。")
ARCHIVE = marked("这是压缩包。请解压后逐个上传里面的文件。")
PROGRAM = marked("这是程序，不能存入。")
MARKUP = marked("这是 XML 或 SVG 文件。请另存为 PDF 或图片，或者把文字粘贴进来。")
RECORDING = marked("这是录音或录像，目前不能存入。请听记成文字，按“采访记录”存入，时间码写在证据里。")
PHOTO = marked("这是 HEIC 照片。请转成 JPEG 再上传。")
UNKNOWN = marked("看不出文件用的是什么编码，或者文件不完整。请用记事本打开，另存为 UTF-8 文本后再上传。")
NOT_IN_THIS = marked("按 {encoding} 读不出这个文件；请换一种编码。")
TOO_DEEP = marked("网页的层次太深，读不全；请另存为 PDF，或者把正文粘贴进来。")
PAGE_TOO_LARGE = marked("网页文件太大（最多 {megabytes} MB）；请把正文粘贴进来。")
WORD_BROKEN = marked("Word 文件已损坏或不完整；请用 Word 打开后重新保存，再上传。")
WORD_LOCKED = marked("Word 文件设了密码；请去掉密码后再上传。")
TOO_MUCH = marked("文件解开后太大（最多 {megabytes} MB、{members} 个部件）；请删去图片，或另存为 PDF。")
DTD = marked("文件里带有文档类型声明（DTD），不能读取；请用 Word 打开后重新保存，再上传。")
SHEET = marked("这是 Excel 表格。请把要用的部分另存为 .txt 或 PDF 再上传，或者直接粘贴。")
SLIDES = marked("这是演示文稿。请另存为 PDF 再上传。")
PDF_BROKEN = marked("PDF 已损坏或不完整；请重新下载或导出后再上传。")
PDF_LOCKED = marked("PDF 设了密码；请去掉密码后再上传。")
SCANNED = marked("扫描件没有文字层，读不出文字。请先做文字识别（OCR），或者把要用的段落粘贴进来。")
TOO_MANY = marked("PDF 有 {n} 页，最多 {limit} 页；请拆成几份再上传。")
PICTURE_BROKEN = marked("图片已损坏或不完整；请重新导出后再上传。")
HEAVY = marked("这个文件太复杂，读它要用太多内存；请另存为 .txt 再上传，或者把正文粘贴进来。")
CRASHED = marked("这个文件读不了：它已损坏，或者不是它看起来的样子。请重新导出后再上传。")

ALL = (
    TOO_LARGE,
    NOTHING,
    EMPTY,
    TOO_LONG,
    BINARY,
    NUL,
    OLD_OFFICE,
    RTF,
    ARCHIVE,
    PROGRAM,
    MARKUP,
    RECORDING,
    PHOTO,
    UNKNOWN,
    NOT_IN_THIS,
    TOO_DEEP,
    PAGE_TOO_LARGE,
    WORD_BROKEN,
    WORD_LOCKED,
    TOO_MUCH,
    DTD,
    SHEET,
    SLIDES,
    PDF_BROKEN,
    PDF_LOCKED,
    SCANNED,
    TOO_MANY,
    PICTURE_BROKEN,
    HEAVY,
    CRASHED,
)
