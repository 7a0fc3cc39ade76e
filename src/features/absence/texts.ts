import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Role } from "../../core/scope.ts";
import { sayRole, sayRoles } from "../../domain/roles.ts";
import { fittingFor } from "../../domain/standing-in.ts";
import { LONGEST } from "./rules.ts";

type When = { days: string };
type Who = { name: string };

export const texts = defineTexts({
  en: {
    label: "Away",
    span: (p: { from: string; until: string }) => `${p.from} – ${p.until}`,
    // One's own, or a colleague's
    noneOwn: "You are not away, now or later",
    none: (p: Who) => `${p.name} is not away, now or later`,
    titleOwn: "When you are away",
    counts: "Days away now and later, the nearest first.",
    title: (p: Who) => `When ${p.name} is away`,
    line: (p: When & { standIn: string }) => `${p.days} · ${p.standIn} stands in`,
    nobodyIn: (p: { standIn: string }) =>
      `${p.standIn} has left or does other work now: nobody stands in. Change it and choose someone.`,
    add: "Add days away",
    change: "Change",
    end: "Back now",
    endConfirm: (p: { standIn: string }) => `From now on ${p.standIn} no longer stands in.`,
    callOff: "Call off",
    callOffConfirm: (p: When) => `${p.days} is struck out, and the stand-in is told.`,
    no: "Leave it",
    saved: "Entered",
    savedTold: (p: { standIn: string }) => `Entered, and ${p.standIn} is told`,
    ended: "Back; nobody stands in any more",
    calledOff: "Called off",
    // The form
    formTitle: "Away",
    changeTitle: "Change days away",
    save: "Save",
    introOwn:
      "While you are away, your stand-in is also asked to sign for you and looks after your customers: they can see them and get your morning list. It ends by itself.",
    introOther: (p: Who) =>
      `While ${p.name} is away the stand-in is asked for their signatures too, and looks after the customers they own. It ends by itself.`,
    from: "First day away",
    until: "Last day away",
    untilHint: "The day itself is included.",
    standIn: "Who stands in",
    standInHint: "Someone with the same role, or one level above; reps and clerks also for each other.",
    // Mistakes at fields
    backwards: "This is before the first day. Choose the same day or a later one.",
    past: "This day is past. Choose today or a later day.",
    tooLong: `That is longer than ${LONGEST} days. For so long, give the roles to somebody else.`,
    tooFar: "That is more than a year ahead. Say it again when it is nearer.",
    self: "Nobody stands in for themselves. Choose a colleague.",
    notHere: "They are on no platform yet and would not hear of it. Choose someone who is.",
    closed: "This account is closed. Choose someone who is there.",
    role: "Their role does not fit. Choose someone with the same role, or one level above.",
    segment: "They work in another segment, which does not see these customers. Choose someone of the same segment.",
    clashAway: (p: When & Who) => `${p.name} is away ${p.days} already. Change those days instead.`,
    clashStandIn: (p: When & Who) => `${p.name} is away ${p.days}. Choose someone who is there.`,
    clashNeeded: (p: When & Who & { standIn: string }) =>
      `${p.standIn} stands in for ${p.name} ${p.days}. Have someone else stand in for ${p.name} first.`,
    // What people are told
    youStandIn: (p: When & Who) => `You stand in for ${p.name} ${p.days}`,
    youStandInNow: (p: When & Who) => `You stand in for ${p.name} from now on, ${p.days}`,
    youStandInText: (p: Who) =>
      `You are also asked to sign for ${p.name}; each signature shows who it was for. You see ${p.name}’s customers and get their morning list.`,
    waiting: "What waits for me",
    youAreAway: (p: When & { standIn: string }) => `You are away ${p.days}; ${p.standIn} stands in`,
    youAreAwayBy: (p: Who) => `Entered by ${p.name}. If it is not so, end it or change it here.`,
    youAreAwayText: "You can sign as always if you like; whoever comes first counts.",
    standsNoMore: (p: Who) => `You no longer stand in for ${p.name}`,
    standsNoMoreText: (p: Who) => `Thank you. Customers and papers are with ${p.name} again.`,
    standsNoMoreOther: "Someone else stands in, or it is not needed any more.",
    back: "Welcome back",
    backText: (p: { standIn: string }) => `${p.standIn} no longer stands in for you.`,
    open: "Details",
    decidedNone: "Nothing was signed in your name.",
    decided: (p: { count: number }) => `Signed in your name: ${p.count}`,
    decidedMore: (p: { shown: number; count: number }) => `The latest ${p.shown} of ${p.count}.`,
    decidedLine: (p: { what: string; heading: string }) => `${p.what} · ${p.heading}`,
    decidedDetail: (p: { number: string; by: string; at: string }) => `${p.number} · ${p.by}, ${p.at}`,
    nobodyTitle: (p: Who & { standIn: string }) => `${p.standIn} can no longer stand in for ${p.name}`,
    nobodyText: (p: When) => `Nobody stands in ${p.days} until you choose someone else.`,
    // Home
    homeAway: "Away",
    homeCounts: "You, your teams and those you stand in for, over the next 7 days.",
    homeOwn: (p: When & { standIn: string }) => `You: ${p.days} · ${p.standIn} stands in`,
    homeFor: (p: When & Who) => `${p.name}: ${p.days} · you stand in`,
    homeOther: (p: When & Who & { standIn: string }) => `${p.name}: ${p.days} · ${p.standIn} stands in`,
    homeMore: (p: { count: number }) => `and ${p.count} more`,
    // On the card and in the list of people
    awayNow: (p: { until: string; standIn: string }) => `away until ${p.until}, ${p.standIn} stands in`,
    awayLater: (p: When & { standIn: string }) => `away ${p.days}, ${p.standIn} stands in`,
  },
  zh: {
    label: "请假代理",
    span: (p) => `${p.from} 至 ${p.until}`,
    noneOwn: "你现在和之后都没有请假",
    none: (p) => `${p.name} 现在和之后都没有请假`,
    titleOwn: "你的请假和代理",
    counts: "统计现在和以后的请假，近的在前。",
    title: (p) => `${p.name} 的请假和代理`,
    line: (p) => `${p.days} · ${p.standIn} 代理`,
    nobodyIn: (p) => `${p.standIn} 已离职或换了岗位，现在没有人代理。请改一下，另选一位。`,
    add: "登记请假",
    change: "修改",
    end: "已经回来",
    endConfirm: (p) => `从现在起，${p.standIn} 不再代理。`,
    callOff: "取消",
    callOffConfirm: (p) => `${p.days} 的安排会删掉，并告诉代理人。`,
    no: "先不动",
    saved: "已登记",
    savedTold: (p) => `已登记，已通知 ${p.standIn}`,
    ended: "已回来，代理结束",
    calledOff: "已取消",
    formTitle: "请假代理",
    changeTitle: "修改请假",
    save: "保存",
    introOwn:
      "你不在的时候，要你签的单子也会找代理人；你名下的客户由代理人照看：看得到这些客户，每天的客情提醒也发给他。到期自动结束。",
    introOther: (p) => `${p.name} 不在的时候，要他签的单子也会找代理人，他名下的客户由代理人照看。到期自动结束。`,
    from: "从哪天起",
    until: "到哪天",
    untilHint: "含这一天。",
    standIn: "谁来代理",
    standInHint: "同样角色，或高一级的同事；销售代表和内勤可以互相代理。",
    backwards: "早于第一天。请选同一天或更晚的日子。",
    past: "这一天已经过去。请选今天或之后的日子。",
    tooLong: `超过 ${LONGEST} 天了。这么久的话，请把角色交给别人。`,
    tooFar: "一年以后的事，到时再登记。",
    self: "不能自己代理自己。请选一位同事。",
    notHere: "对方还没在任何平台上用过，收不到通知。请选一位已经在用的同事。",
    closed: "这个账号已停用。请选一位在岗的同事。",
    role: "角色不合适。请选同样角色或高一级的同事。",
    segment: "对方在别的板块，看不到这些客户。请选同板块的同事。",
    clashAway: (p) => `${p.name} ${p.days} 已经登记了请假。请改那一段。`,
    clashStandIn: (p) => `${p.name} ${p.days} 自己也不在。请选一位在岗的同事。`,
    clashNeeded: (p) => `${p.standIn} ${p.days} 要代理 ${p.name}。请先给 ${p.name} 换一位代理人。`,
    youStandIn: (p) => `${p.days}，由你代理 ${p.name}`,
    youStandInNow: (p) => `从现在起由你代理 ${p.name}（${p.days}）`,
    youStandInText: (p) =>
      `要 ${p.name} 签的单子也会找你，每次签字都写明代谁。你看得到 ${p.name} 名下的客户，每天的客情提醒也会发给你。`,
    waiting: "等我审批的",
    youAreAway: (p) => `你 ${p.days} 请假，${p.standIn} 代理`,
    youAreAwayBy: (p) => `由 ${p.name} 登记。如果不对，可以在这里结束或修改。`,
    youAreAwayText: "想签还是可以照常签，谁先签算谁的。",
    standsNoMore: (p) => `你不再代理 ${p.name}`,
    standsNoMoreText: (p) => `辛苦了。客户和单子都回到 ${p.name} 手上。`,
    standsNoMoreOther: "已换人代理，或不用代理了。",
    back: "欢迎回来",
    backText: (p) => `${p.standIn} 的代理已结束。`,
    open: "详情",
    decidedNone: "期间没有以你的名义签过单子。",
    decided: (p) => `以你的名义签了 ${p.count} 张`,
    decidedMore: (p) => `共 ${p.count} 张，先列最近的 ${p.shown} 张。`,
    decidedLine: (p) => `${p.what} · ${p.heading}`,
    decidedDetail: (p) => `${p.number} · ${p.by} ${p.at}`,
    nobodyTitle: (p) => `${p.standIn} 不能再代理 ${p.name} 了`,
    nobodyText: (p) => `${p.days} 没有人代理，请另选一位。`,
    homeAway: "请假",
    homeCounts: "统计你、同组同事和请你代理的人 7 天内的请假。",
    homeOwn: (p) => `你：${p.days} · ${p.standIn} 代理`,
    homeFor: (p) => `${p.name}：${p.days} · 由你代理`,
    homeOther: (p) => `${p.name}：${p.days} · ${p.standIn} 代理`,
    homeMore: (p) => `还有 ${p.count} 位`,
    awayNow: (p) => `请假到 ${p.until}，${p.standIn} 代理`,
    awayLater: (p) => `${p.days} 请假，${p.standIn} 代理`,
  },
});

const inBoth = (say: (language: Language) => string): InBoth => ({ en: say("en"), zh: say("zh") });

export const refusals = {
  gone: {
    en: "Nothing was changed: there is no such colleague or absence for you to arrange. /absence shows your own.",
    zh: "没有改动：这里没有你能安排的这位同事或这段请假。自己的请假用 /absence 看。",
  },
  stale: {
    en: "Nothing was changed: somebody else was faster. /absence shows how it stands now.",
    zh: "没有改动：刚才有人先改了。用 /absence 看看现在的安排。",
  },
  noPart: {
    en: "Nothing was entered: a stand-in takes over signatures and own customers, and this role has neither. Give the role to someone else in /people for that time.",
    zh: "没有登记：代理接手的是签字和名下客户，这个角色都没有。这段时间请在 /people 里把角色另交一人。",
  },
} satisfies Record<string, InBoth>;

/** Nobody at all fits; `needs` says who would, role by role. */
export const refuseNobodyFits = (name: string, roles: readonly Role[]): InBoth =>
  inBoth((language) => {
    const needs = roles.map((role) => {
      const fitting = sayRoles(fittingFor(role), language);
      return language === "zh"
        ? `${sayRole(role, language)}由${fitting}代理`
        : `${sayRole(role, language)}: ${fitting}`;
    });
    return language === "zh"
      ? `没有登记：现在没有人能代理 ${name}（${needs.join("；")}）。请系统管理员在 /people 里给一位同事加上这个角色；或者走之前在 /approvals 里把等签的转交出去，把客户移交给同事。`
      : `Nothing was entered: nobody here can stand in for ${name} (who can, ${needs.join("; ")}). Ask an admin to give a colleague that role in /people; or, before leaving, pass on what waits in /approvals and hand the customers over.`;
  });

/** Several are called so. */
export const refuseSeveral = (names: readonly string[]): InBoth =>
  inBoth((language) =>
    language === "zh"
      ? `没有登记：有几位同事都对得上：${names.join("、")}。请写全名。`
      : `Nothing was entered: several colleagues fit: ${names.join(", ")}. Write the whole name.`,
  );
