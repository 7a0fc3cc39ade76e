import { defineTexts } from "../../chat/texts.ts";

interface Named {
  readonly list: string;
}

export const texts = defineTexts({
  en: {
    which: "Which list as a sheet?",
    whichDetail: "It has what you may see, and comes to your direct chat alone.",
    begun: ({ list }: Named) => `Writing the sheet: ${list}`,
    begunDetail: "It comes to your direct chat in a moment.",
    progress: ({ rows }: { readonly rows: string }) => `${rows} rows so far`,
    ready: ({ list, rows }: Named & { readonly rows: string }) => `${list}: ${rows} rows`,
    readyDetail: "The sheet is below. It is logged that you took it along.",
    empty: ({ list }: Named) => `${list}: nothing to export`,
    emptyDetail: "You see none at the moment, so no sheet was written.",
    failed: ({ list }: Named) => `The sheet did not come about: ${list}`,
    failedDetail: "Writing it took too long or went wrong. Ask for it again with /export.",
    tooLarge: ({ list }: Named) => `The sheet is too large to be sent: ${list}`,
    tooLargeDetail: "Chats take 30 MB. Let somebody with a narrower sight export their part.",
    counted: "Counts",
    asOf: "As of",
    by: "Exported by",
    rows: "Rows",
    about: "About",
    export: "Export",
  },
  zh: {
    which: "导出哪个列表？",
    whichDetail: "内容以你能看到的为限，只发到你的私聊。",
    begun: ({ list }) => `正在写表格：${list}`,
    begunDetail: "稍后发到你的私聊。",
    progress: ({ rows }) => `已写 ${rows} 行`,
    ready: ({ list, rows }) => `${list}：${rows} 行`,
    readyDetail: "表格在下面。这次导出已记入日志。",
    empty: ({ list }) => `${list}：没有可导出的`,
    emptyDetail: "你目前看不到任何一条，所以没有写表格。",
    failed: ({ list }) => `表格没有写成：${list}`,
    failedDetail: "时间太长，或者中途出了问题。请用 /export 再要一次。",
    tooLarge: ({ list }) => `表格太大，发不出去：${list}`,
    tooLargeDetail: "聊天里最大 30 MB。请让看得少一些的同事各自导出自己的部分。",
    counted: "统计范围",
    asOf: "截至",
    by: "导出人",
    rows: "行数",
    about: "说明",
    export: "导出",
  },
});
