import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { seesAllSegments } from "../../domain/roles.ts";

const of = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const texts = defineTexts({
  en: {
    howTitle: "Hand over one of your customers",
    howText: "Type /handover and its name, or hand over several at once. The manager does it for the whole team.",
    whichTitle: (p: { name: string }) => `Which “${p.name}”?`,
    // Orphans
    orphansCounts: "Customers of the team without an owner.",
    manyCounts: "Customers of this handover that are still there.",
    orphansTitle: (p: { count: number }) => `${of(p.count, "customer has", "customers have")} no owner`,
    leftTitle: (p: { name: string; count: number }) =>
      `${p.name} has left · the team has ${of(p.count, "customer", "customers")} to hand over`,
    leftText: "Nobody looks after them until you hand them over. Deals, promises and papers under way go along.",
    allHanded: (p: { name: string }) => `${p.name} has left · everything is handed over`,
    noOrphans: "Every customer has an owner",
    noOrphansText: "Nothing waits to be handed over. For one of your own: /handover and its name.",
    teamClosed: "This team has been closed",
    teamClosedText: "Its customers are in another team by now. What waits for you there: /handover.",
    othersHandOver: "Others hand over in this team now",
    othersHandOverText: "There is nothing left for you to do here. For one of your own: /handover and its name.",
    because: (p: { name: string; near: number; around: number; alike: number; load: number }) =>
      [
        `Suggested: ${p.name}`,
        ...(p.near > 0 ? [`${p.near} in the same city`] : []),
        ...(p.near === 0 && p.around > 0 ? [`${p.around} in the same region`] : []),
        ...(p.alike > 0 ? [`${p.alike} of the same industry`] : []),
        `has ${p.load}`,
      ].join(" · "),
    giveTo: (p: { name: string }) => `To ${p.name}`,
    another: "Somebody else",
    pick: "Hand over several",
    pickOwn: "Some of my own",
    pickOf: "A colleague's customers",
    whose: "Whose customers?",
    whoseNext: "Next",
    has: (p: { count: number }) => of(p.count, "customer", "customers"),
    noneTheirs: "None of their customers is up to you to hand over. Choose somebody else.",
    more: "Next page",
    nobodyTitle: (p: { team: string }) => `Customers of ${p.team} without an owner`,
    nobodyText: "Nobody can hand them over. Make someone the team's manager: /people.",
    // Forms
    oneTitle: "Hand over",
    oneIntro: "Open deals, promises, care and papers under way go along. The history stays.",
    farIntro: "In another segment, the old one no longer sees it.",
    orphansFormTitle: "Hand over customers",
    handOver: "Hand over",
    to: "To",
    colleague: (p: { team: string; load: number }) => `${p.team} · has ${p.load}`,
    notHere: "not here yet",
    awayUntil: (p: { day: string }) => `away until ${p.day}`,
    note: "What the new owner should know",
    noteHint: "Shown on their handover card.",
    which: "Customers",
    whichHint: "Type a part of the name.",
    allOf: (p: { count: number }) => `All ${p.count} without an owner`,
    allOwn: (p: { count: number; theirs: boolean }) => `All ${p.count} of ${p.theirs ? "theirs" : "mine"}`,
    firstOwn: (p: { count: number; max: number; theirs: boolean }) =>
      `The first ${p.max} of ${p.theirs ? "their" : "my"} ${p.count}, by name`,
    firstOf: (p: { count: number; max: number }) => `The first ${p.max} of ${p.count} without an owner, by name`,
    otherCount: (p: { count: number }) => `This has changed just now: ${p.count} by now. Look again, then send again.`,
    willEnd: (p: { papers: string }) =>
      `Whoever you chose has signed papers under way, and nobody signs their own. They become invalid when you hand over: ${p.papers}. An undo brings them back. Send again to go on, or choose somebody else.`,
    ended: (p: { papers: string }) =>
      `Signed by the new owner, no longer valid: ${p.papers}. An undo brings them back.`,
    // Done
    doneTitle: (p: { names: string; to: string }) => `Handed over: ${p.names} → ${p.to}`,
    andMoreOf: (p: { count: number }) => `${p.count} more`,
    doneText: (p: { to: string; on: string }) =>
      `${p.to} has the handover card and calls for the first time by ${p.on}.`,
    placedTitle: (p: { names: string; team: string }) => `Moved into ${p.team}: ${p.names}`,
    placedText: (p: { to: string }) => `${p.to} still looks after them, so no first call falls due.`,
    placed: (p: { count: number; team: string; by: string }) =>
      `${of(p.count, "customer of yours is", "customers of yours are")} in ${p.team} now · moved by ${p.by}`,
    placedBack: (p: { count: number; by: string }) =>
      `${of(p.count, "customer of yours is", "customers of yours are")} back in the team they were in · undone by ${p.by}`,
    placedYours: "You still look after them, with all that is open.",
    nowIn: (p: { segment: string }) => `Now in segment ${p.segment}; the old one no longer sees it.`,
    tooLate: (p: { count: number }) =>
      `${of(p.count, "customer had", "customers had")} a new owner already and stayed there.`,
    undoUntil: (p: { time: string }) => `Can be undone until ${p.time}.`,
    undone: (p: { count: number; to: string }) => `Taken back from ${p.to}: ${of(p.count, "customer", "customers")}`,
    undoneText: "They are back where they were, with their deals and promises.",
    stayed: (p: { names: string }) => `These stay, as there is new work on them since: ${p.names}`,
    stayedTeamless: (p: { names: string }) =>
      `These stay, as their team has since been closed or is in another segment: ${p.names}`,
    stayedAway: (p: { names: string }) =>
      `These stay, as whoever had them does not look after customers there any more: ${p.names}. Hand them to somebody else with /handover and the name.`,
    stayedMerged: (p: { count: number }) =>
      `${of(p.count, "customer was", "customers were")} merged into another since and stayed there.`,
    yoursUndone: (p: { by: string; to: string; count: number }) =>
      `${p.by} has undone your handover of ${of(p.count, "customer", "customers")} to ${p.to}`,
    takenBack: (p: { by: string; count: number }) => `${p.by} has taken back ${of(p.count, "customer", "customers")}`,
    takenBackText: "The handover was undone; you need do nothing.",
    wentTo: (p: { count: number; to: string; by: string }) =>
      `${of(p.count, "customer of yours", "customers of yours")} went to ${p.to} · handed over by ${p.by}`,
    backWithYou: (p: { count: number; to: string; by: string }) =>
      `${of(p.count, "customer is", "customers are")} back with you · ${p.by} has undone the handover to ${p.to}`,
    // The new owner's card
    yours: (p: { name: string; by: string }) => `${p.name} is yours now · from ${p.by}`,
    manyYours: (p: { count: number; by: string }) =>
      `${of(p.count, "customer is", "customers are")} yours now · from ${p.by}`,
    callThem: (p: { on: string }) => `Call each for the first time by ${p.on}; they are on your list then.`,
    look: "Handover card",
    open: "Open customer",
    log: "Log a call",
    before: "Before you",
    ownedBy: (p: { name: string; until: string }) => `${p.name}, until ${p.until}`,
    promises: "Promised",
    waiting: "Open cases and tasks",
    deals: "Open deals",
    dealsAndFees: "Open deals and your fees",
    birthdays: (p: { days: number }) => `Birthdays in ${p.days} ${p.days === 1 ? "day" : "days"}`,
    inMonth: (p: { month: number }) => `some day in month ${p.month}`,
    contacts: "People",
    none: "none",
    // Mistakes at fields
    notThere: "You cannot hand customers to this person. Choose again.",
    sameOwner: (p: { name: string }) => `${p.name} has it already. Choose somebody else.`,
    pickSome: "Choose at least one customer.",
    underWay: (p: { name: string }) =>
      `${p.name} has a fee request under way in its segment. Let it be decided or withdrawn first.`,
    otherSegment: (p: { name: string }) =>
      `${p.name} is in another segment. Only a coordinator or an admin moves customers there.`,
    tooMany: (p: { max: number }) => `At most ${p.max} at once. Hand over the rest after these.`,
  },
  zh: {
    howTitle: "移交自己的客户",
    howText: "发 /handover 加客户名，或者一次移交几家。整个团队的由经理移交。",
    whichTitle: (p) => `哪一家“${p.name}”？`,
    orphansCounts: "统计团队里没有负责人的客户。",
    manyCounts: "统计这次移交里还在的客户。",
    orphansTitle: (p) => `${p.count} 家客户没有负责人`,
    leftTitle: (p) => `${p.name} 已离职 · 团队里有 ${p.count} 家客户待移交`,
    leftText: "移交之前，这些客户没有人照看。商机、约定和在途单据会一起转过去。",
    allHanded: (p) => `${p.name} 已离职 · 客户都移交好了`,
    noOrphans: "每家客户都有负责人",
    noOrphansText: "没有等着移交的。要移交自己的客户，发 /handover 加客户名。",
    teamClosed: "这个团队已经关闭",
    teamClosedText: "客户已经转到别的团队。还有哪些等着你移交，发 /handover 看。",
    othersHandOver: "这个团队的客户现在由别人移交",
    othersHandOverText: "这里没有要你办的了。要移交自己的客户，发 /handover 加客户名。",
    because: (p) =>
      [
        `建议：${p.name}`,
        ...(p.near > 0 ? [`同城 ${p.near} 家`] : []),
        ...(p.near === 0 && p.around > 0 ? [`同省 ${p.around} 家`] : []),
        ...(p.alike > 0 ? [`同行业 ${p.alike} 家`] : []),
        `手上 ${p.load} 家`,
      ].join(" · "),
    giveTo: (p) => `给 ${p.name}`,
    another: "给别人",
    pick: "移交几家",
    pickOwn: "移交我自己的",
    pickOf: "移交某位同事的",
    whose: "谁的客户？",
    whoseNext: "下一步",
    has: (p) => `${p.count} 家`,
    noneTheirs: "这位同事没有能由你移交的客户，请选别人。",
    more: "下一页",
    nobodyTitle: (p) => `${p.team} 有客户没有负责人`,
    nobodyText: "没有人能移交他们。请用 /people 给这个团队定一位经理。",
    oneTitle: "移交客户",
    oneIntro: "在谈商机、约定、客情和在途单据一起转过去，历史都保留。",
    farIntro: "转到别的板块后，原来的板块就看不到了。",
    orphansFormTitle: "移交客户",
    handOver: "移交",
    to: "交给",
    colleague: (p) => `${p.team} · 手上 ${p.load} 家`,
    notHere: "还没来过",
    awayUntil: (p) => `请假到${p.day}`,
    note: "想告诉接手人的话",
    noteHint: "会写在对方的交接卡上。",
    which: "客户",
    whichHint: "写名字的一部分就能找到。",
    allOwn: (p) => `${p.theirs ? "这位同事" : "我"}的全部 ${p.count} 家`,
    firstOwn: (p) => `${p.theirs ? "这位同事" : "我"}的 ${p.count} 家里的前 ${p.max} 家（按名称）`,
    firstOf: (p) => `没有负责人的 ${p.count} 家里的前 ${p.max} 家（按名称）`,
    allOf: (p) => `没有负责人的全部 ${p.count} 家`,
    otherCount: (p) => `刚才有变化，现在是 ${p.count} 家。看过再提交一次。`,
    willEnd: (p) =>
      `你选的人签过在途的费用单，不能又批又用。移交后这些单子作废：${p.papers}。撤销移交，单子就恢复。继续就再提交一次，或者换一个人。`,
    ended: (p) => `接手的人签过，已作废：${p.papers}。撤销移交，单子就恢复。`,
    doneTitle: (p) => `已移交：${p.names} → ${p.to}`,
    andMoreOf: (p) => `还有 ${p.count} 项`,
    doneText: (p) => `${p.to} 收到了交接卡，${p.on}前打第一个电话。`,
    placedTitle: (p) => `已转到${p.team}：${p.names}`,
    placedText: (p) => `负责人还是 ${p.to}，不用再打第一个电话。`,
    placed: (p) => `${p.by} 把你的 ${p.count} 家客户转到了${p.team}`,
    placedBack: (p) => `${p.by} 撤销了转组：你的 ${p.count} 家客户回到原来的团队`,
    placedYours: "还是由你负责，商机和约定都在。",
    nowIn: (p) => `现在属于 ${p.segment} 板块，原来的板块看不到了。`,
    tooLate: (p) => `有 ${p.count} 家已经有了新的负责人，没有动。`,
    undoUntil: (p) => `${p.time} 前可以撤销。`,
    undone: (p) => `已从 ${p.to} 撤回：${p.count} 家`,
    undoneText: "客户回到原来的负责人，商机和约定也一起回来了。",
    stayed: (p) => `这些之后已有新的动静，没有动：${p.names}`,
    stayedTeamless: (p) => `这些原来的团队已关闭或换到别的板块，没有动：${p.names}`,
    stayedAway: (p) => `这些原来的负责人已经不在那边管客户了，没有动：${p.names}。要换人，发 /handover 加客户名。`,
    stayedMerged: (p) => `有 ${p.count} 家之后并入了别的客户，没有动。`,
    yoursUndone: (p) => `${p.by} 撤销了你给 ${p.to} 的移交：${p.count} 家客户`,
    takenBack: (p) => `${p.by} 撤回了 ${p.count} 家客户`,
    takenBackText: "这次移交撤销了，你不用做什么。",
    wentTo: (p) => `${p.by} 把你的 ${p.count} 家客户移交给了 ${p.to}`,
    backWithYou: (p) => `${p.count} 家客户又由你负责了 · ${p.by} 撤销了给 ${p.to} 的移交`,
    yours: (p) => `${p.name} 由你负责了 · ${p.by} 移交`,
    manyYours: (p) => `${p.count} 家客户由你负责了 · ${p.by} 移交`,
    callThem: (p) => `请在${p.on}前分别打第一个电话，到时会在你的清单里。`,
    look: "交接卡",
    open: "打开客户",
    log: "记一次联系",
    before: "之前",
    ownedBy: (p) => `${p.name}，到${p.until}`,
    promises: "约定",
    waiting: "未结的服务单和任务",
    deals: "在谈商机",
    dealsAndFees: "在谈商机和你的费用单",
    birthdays: (p) => `${p.days} 天内生日`,
    inMonth: (p) => `${p.month}月里`,
    contacts: "联系人",
    none: "无",
    notThere: "不能移交给这位同事，请重新选。",
    sameOwner: (p) => `本来就是 ${p.name} 的，请选别人。`,
    pickSome: "请至少选一家客户。",
    underWay: (p) => `${p.name} 在原板块还有在途的费用单。先等它批完或撤回。`,
    otherSegment: (p) => `${p.name} 在别的板块，只有市场统筹或系统管理员能把客户转过去。`,
    tooMany: (p) => `一次最多 ${p.max} 家，剩下的分批移交。`,
  },
});

export const refusals = {
  gone: {
    en: "Not handed over: there is no such customer for you. Look again with /handover.",
    zh: "没有移交：没有这家客户。请用 /handover 再看看。",
  },
  /** The same whether there is one or not: an admin sees no customers for it. */
  goneForAdmin: {
    en: "Not handed over: there is no such customer for you, and an admin sees none for that role. To move customers between segments, give yourself or somebody the role coordinator in /people.",
    zh: "没有移交：你这里没有这家客户，系统管理员这个角色本身看不到客户。要跨板块移交，请在 /people 里把市场统筹这个角色给自己或别人。",
  },
  noneOwn: {
    en: "Nothing to hand over: you have no customers. See what has no owner with /handover, if you hand over for a team.",
    zh: "没有可移交的：你名下没有客户。替团队移交的话，用 /handover 看没有负责人的客户。",
  },
  notYours: {
    en: "Not handed over: only its owner or the manager does that. Ask them.",
    zh: "没有移交：只有负责人或经理能移交。请找他们。",
  },
  changed: {
    en: "Not handed over: somebody has changed or handed over this customer meanwhile. Look again with /handover.",
    zh: "没有移交：刚才有人改过或移交了这家客户。请用 /handover 再看看。",
  },
  noUndo: {
    en: "Not undone: there is no such handover of yours to undo. Ask whoever handed over, or a manager in charge of these customers.",
    zh: "没有撤销：没有这次移交，或者不归你撤销。请找移交的人，或者管这些客户的经理。",
  },
  noUndoAnyMore: {
    en: "Not undone: your role does not move these customers any more. Ask the manager, who finds it under /handover; between segments, a coordinator.",
    zh: "没有撤销：你现在的角色不能再移动这些客户。请经理用 /handover 撤销；跨板块的找市场统筹。",
  },
  undone: {
    en: "Not undone: it has been undone already. See who has them with /customer and the name.",
    zh: "没有撤销：已经撤销过了。用“/customer 客户名”看看现在归谁。",
  },
  late: {
    en: "Not undone: the time for that is over. Hand the customers over again instead: /handover.",
    zh: "没有撤销：已经过了可以撤销的时间。可以用 /handover 再移交一次。",
  },
  overtaken: {
    en: "Not undone: all of these customers have been worked on or merged since, or have a new deal, promise, fee, case or task. Hand them over again instead: /handover.",
    zh: "没有撤销：这些客户之后都有了跟进、合并，或有了新的商机、约定、费用单、服务单或任务。可以用 /handover 再移交一次。",
  },
  away: {
    en: "Not undone: whoever had these customers does not look after customers there any more. Hand them to somebody else instead: /handover.",
    zh: "没有撤销：原来的负责人已经不在那边管客户了。可以用 /handover 移交给别人。",
  },
  teamless: {
    en: "Not undone: the team they were in has been closed since, or is in another segment. Hand them over again instead: /handover.",
    zh: "没有撤销：他们原来的团队已经关闭，或换到别的板块了。可以用 /handover 再移交一次。",
  },
} as const satisfies Record<string, InBoth>;

/** No such customer, whether there is one or not. */
export const notSeen = ({ roles }: Pick<Scope, "roles">): InBoth =>
  roles.has("admin") && !seesAllSegments([...roles]) ? refusals.goneForAdmin : refusals.gone;
