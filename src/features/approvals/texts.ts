import { defineTexts } from "../../chat/texts.ts";
import type { Instant } from "../../core/clock.ts";
import { sayInstant, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Role } from "../../core/scope.ts";
import { sayHolder, sayName, sayRole } from "../signers/public.ts";
import { type Approval, type EventKind, type Problem, roleNext } from "./rules.ts";

const EVENTS: Record<EventKind, InBoth> = {
  sent: { en: "sent the request", zh: "提交申请" },
  approved: { en: "approved", zh: "同意" },
  rejected: { en: "rejected", zh: "驳回" },
  withdrawn: { en: "withdrew", zh: "撤回" },
  invalid: { en: "no longer valid", zh: "作废" },
  urged: { en: "urged", zh: "催办" },
  reminded: { en: "sent a reminder", zh: "发出提醒" },
  escalated: { en: "told one level up", zh: "告知上一级" },
  passedOn: { en: "passed it on to the new owner", zh: "转给新负责人" },
  nobody: { en: "told the admins that nobody can sign", zh: "告知管理员：没有人可以签" },
  asked: { en: "asked anew, as somebody can sign again", zh: "又有人可以签了，重新请签" },
};
export const sayEvent = (what: EventKind, language: Language): string => EVENTS[what][language];

const MINUTE = 60_000;

/** How long ago it was: "10 minutes ago", "10 分钟前". */
export const sayAgo = (then: Instant, now: Instant, language: Language): string => {
  const minutes = Math.floor((now.getTime() - then.getTime()) / MINUTE);
  const [count, en, zh] =
    minutes < 60
      ? [minutes, "minute", "分钟"]
      : minutes < 24 * 60
        ? [Math.floor(minutes / 60), "hour", "小时"]
        : [Math.floor(minutes / 60 / 24), "day", "天"];
  if (count < 1) return language === "zh" ? "刚刚" : "a moment ago";
  return language === "zh" ? ` ${count} ${zh}前` : `${count} ${en}${count === 1 ? "" : "s"} ago`;
};

export const inBoth = (say: (language: Language) => string): InBoth => ({ en: say("en"), zh: say("zh") });

export const texts = defineTexts({
  en: {
    waits: (p: { role: string; heading: string }) => `Waiting for ${p.role} · ${p.heading}`,
    approved: (p: { heading: string }) => `Approved · ${p.heading}`,
    rejected: (p: { heading: string }) => `Rejected · ${p.heading}`,
    withdrawn: (p: { heading: string }) => `Withdrawn · ${p.heading}`,
    invalid: (p: { heading: string }) => `No longer valid · ${p.heading}`,
    asked: (p: { number: string; name: string; at: string }) => `${p.number} · requested by ${p.name}, ${p.at}`,
    nowWith: (p: { name: string }) => `now with ${p.name}`,
    stepDone: (p: { role: string; name: string; at: string }) => `${p.role} ${p.name}, ${p.at}`,
    rejectedWhy: (p: { reason: string }) => `Rejected: ${p.reason}`,
    invalidWhy: (p: { reason: string }) => `Why: ${p.reason}`,

    approve: "Approve",
    reject: "Reject",
    withdraw: "Withdraw",
    urge: "Urge",
    open: "Details",
    history: "History",
    again: "Change and send again",
    giveReason: "Give the reason",
    no: "Not yet",
    approveTitle: "Approve this?",
    approveText: (p: { heading: string; number: string }) =>
      `${p.heading}, ${p.number}. Your signature stays on record.`,
    withdrawTitle: "Withdraw this?",
    withdrawText: (p: { heading: string; number: string }) =>
      `${p.heading}, ${p.number}. Nobody can decide it afterwards.`,

    rejectForm: "Reject",
    reason: "Reason",
    reasonHint: "The requester reads it, and it stays in the history.",
    reasonExample: "Over this quarter's budget",
    reasonNeeded: "Say why, so that the requester can put it right.",
    reasonTooLong: (p: { max: number; length: number }) =>
      `Not rejected: the reason has ${p.length} characters, at most ${p.max} fit. Please say it shorter.`,

    saidSent: (p: { name: string }) => `${p.name} sent the request`,
    saidHow: "A reply here decides too: “@Rapport approve”, or “@Rapport reject” and why.",
    saidApproved: (p: { role: string; name: string }) => `${p.role} ${p.name} approved`,
    saidAll: (p: { role: string; name: string }) => `${p.role} ${p.name} approved; all signatures are there`,
    saidRejected: (p: { name: string }) => `${p.name} rejected it; the reason opens with Details`,
    saidRejectedMore: "The requester has been told and can change it and send it again.",
    saidWithdrawn: (p: { name: string }) => `${p.name} withdrew the request`,
    saidInvalid: "No longer valid; the reason opens with Details",
    saidUrged: (p: { name: string }) => `${p.name} asks for a decision`,
    saidReminded: (p: { hours: number }) => `Has waited ${p.hours} working hours`,
    turnOf: (p: { role: string }) => `Next: ${p.role} `,
    standingIn: (p: { name: string }) => ` (for ${p.name})`,
    standsFor: (p: { name: string }) => `For ${p.name}`,
    nobody: (p: { role: string }) => `Nobody can sign as ${p.role} at the moment; the admins have been told.`,

    told: (p: { heading: string; what: string }) => `${p.what} · ${p.heading}`,
    nobodyTitle: (p: { role: string; heading: string }) => `Nobody can sign as ${p.role} · ${p.heading}`,
    nobodyText: (p: { role: string; number: string }) =>
      `${p.number} cannot go on: apart from those who asked for it or have signed it, nobody here has the role ${p.role}. Give someone the role and it goes on by itself.`,
    escalatedTitle: (p: { role: string; heading: string }) => `Held up with ${p.role} · ${p.heading}`,
    escalatedText: (p: { hours: number; number: string; names: string }) =>
      `${p.number} has waited ${p.hours} working hours. With: ${p.names}.`,

    doneApprove: "Your approval is on record",
    doneReject: "Your rejection is on record",
    thumbTitle: "Is that an approval?",
    thumbText: "A thumb alone signs nothing. Press Approve, or write “approve”.",

    notFound: "Nothing was done: there is no such paper for you to decide. Ask whoever sent it to you.",
    notApproved: "Not approved",
    notRejected: "Not rejected",
    own: (p: { what: string; role: string }) =>
      `${p.what}: this is your own request, which someone else decides. It is with ${p.role} now; you can urge or withdraw it.`,
    askedIt: (p: { what: string; role: string }) =>
      `${p.what}: you asked for this yourself, so someone else decides it, also now that a colleague has it. It is with ${p.role} now.`,
    role: (p: { role: string }) =>
      `Not counted as a decision: this step is for ${p.role}. You can leave a remark here.`,
    team: (p: { role: string }) =>
      `Not counted as a decision: this step is for ${p.role} of the requester's team. You can leave a remark here.`,
    twice: (p: { what: string; role: string; next: string }) =>
      `${p.what}: you signed this as ${p.role} already, and nobody signs twice. Someone else has to sign as ${p.next}.`,
    ownFor: (p: { what: string }) =>
      `${p.what}: you stand in for whoever asked for it, and nobody signs their own. Someone else has to decide.`,
    twiceFor: (p: { what: string; role: string }) =>
      `${p.what}: you stand in for someone who signed this as ${p.role} already, and nobody signs twice. Someone else has to decide.`,
    account: (p: { what: string }) => `${p.what}: your account is closed. Ask your admin if this is a mistake.`,
    reasonMissing:
      "Not rejected: there is no reason yet. Write “reject” with the reason, such as “reject over budget”.",
    onlyRequester: "Not done: only the requester can urge or withdraw a paper. You can leave a remark here.",
    urgedAlready: (p: { hours: number; at: string }) =>
      `Not urged again: once in ${p.hours} hours is enough. You can urge again after ${p.at}.`,
    wasApproved: (p: { ago: string }) =>
      `This paper was approved ${p.ago}. Nothing was added; you see its present state.`,
    wasRejected: (p: { ago: string }) =>
      `This paper was rejected ${p.ago}. Nothing was added; you see its present state.`,
    wasWithdrawn: (p: { ago: string }) =>
      `This paper was withdrawn ${p.ago}. Nothing was added; you see its present state.`,
    wasInvalid: (p: { ago: string }) =>
      `This paper became invalid ${p.ago}. Nothing was added; you see its present state.`,
    wasSigned: (p: { ago: string; name: string; role: string; next: string }) =>
      `${p.name} signed this step as ${p.role} ${p.ago}; it is with ${p.next} now. Nothing was added; you see its present state.`,
    overtaken: (p: { why: string }) => `Not decided: ${p.why}`,

    withdrawnDone: "Withdrawn; nobody can decide it any more",
    urgedDone: "Urged",
    urgedText: (p: { names: string }) => `Asked: ${p.names}.`,

    waitingCounts: "Papers whose next signature can be yours, oldest first.",
    waitingTitle: (p: { count: number }) => `${p.count} wait${p.count === 1 ? "s" : ""} for your decision`,
    waitingNone: "Nothing waits for your decision",
    waitingNoneText: "You are told when it is your turn to sign.",
    waitingSince: (p: { number: string; name: string; ago: string }) => `${p.number} · ${p.name}, ${p.ago}`,
    waitingMore: (p: { shown: number; total: number }) =>
      `Oldest ${p.shown} of ${p.total}; decide these and the next appear.`,
    ownCounts: "Papers of yours that others still decide, oldest first.",
    ownTitle: (p: { count: number }) => `Your papers under way: ${p.count}`,
    ownLine: (p: { number: string; role: string; ago: string }) => `${p.number} · with ${p.role}, ${p.ago}`,
  },
  zh: {
    waits: (p) => `等${p.role}审批 · ${p.heading}`,
    approved: (p) => `已批准 · ${p.heading}`,
    rejected: (p) => `已驳回 · ${p.heading}`,
    withdrawn: (p) => `已撤回 · ${p.heading}`,
    invalid: (p) => `已作废 · ${p.heading}`,
    asked: (p) => `${p.number} · ${p.name} ${p.at} 申请`,
    nowWith: (p) => `现由 ${p.name} 跟进`,
    stepDone: (p) => `${p.role} ${p.name} ${p.at}`,
    rejectedWhy: (p) => `驳回原因：${p.reason}`,
    invalidWhy: (p) => `作废原因：${p.reason}`,

    approve: "同意",
    reject: "驳回",
    withdraw: "撤回",
    urge: "催办",
    open: "详情",
    history: "审批记录",
    again: "改一改再提交",
    giveReason: "写原因",
    no: "再看看",
    approveTitle: "同意这张单子？",
    approveText: (p) => `${p.heading}，${p.number}。签字会留下记录。`,
    withdrawTitle: "撤回这张单子？",
    withdrawText: (p) => `${p.heading}，${p.number}。撤回后不能再审批。`,

    rejectForm: "驳回",
    reason: "原因",
    reasonHint: "申请人会看到，也会留在审批记录里。",
    reasonExample: "超过本季度预算",
    reasonNeeded: "请写明原因，申请人好照着改。",
    reasonTooLong: (p) => `没有驳回：原因有 ${p.length} 个字，最多 ${p.max} 个。请写短一点。`,

    saidSent: (p) => `${p.name} 提交了申请`,
    saidHow: "在这里回复也算数：“@Rapport 同意”，或“@Rapport 驳回”加上原因。",
    saidApproved: (p) => `${p.role} ${p.name} 已同意`,
    saidAll: (p) => `${p.role} ${p.name} 已同意，签字齐了`,
    saidRejected: (p) => `${p.name} 已驳回，原因点“详情”看`,
    saidRejectedMore: "申请人已收到通知，可修改后再提交。",
    saidWithdrawn: (p) => `${p.name} 撤回了申请`,
    saidInvalid: "已作废，原因点“详情”看",
    saidUrged: (p) => `${p.name} 催办了`,
    saidReminded: (p) => `已经等了 ${p.hours} 个工作小时`,
    turnOf: (p) => `下一步：${p.role} `,
    standingIn: (p) => `（代 ${p.name}）`,
    standsFor: (p) => `代 ${p.name}`,
    nobody: (p) => `目前没有人可以签${p.role}这一步，已告知管理员。`,

    told: (p) => `${p.what} · ${p.heading}`,
    nobodyTitle: (p) => `没有人可以签${p.role} · ${p.heading}`,
    nobodyText: (p) =>
      `${p.number} 停住了：除了申请人和已经签过字的人，现在没有别人是${p.role}。给一位同事加上这个角色，单子就自动往下走。`,
    escalatedTitle: (p) => `${p.role}这一步等久了 · ${p.heading}`,
    escalatedText: (p) => `${p.number} 已经等了 ${p.hours} 个工作小时，在等 ${p.names}。`,

    doneApprove: "已记下你的同意",
    doneReject: "已记下你的驳回",
    thumbTitle: "是同意这张单子吗？",
    thumbText: "只有表情不算签字。请按“同意”，或者写“同意”。",

    notFound: "没有处理：这里没有需要你审批的这张单子。可以问问把它发给你的人。",
    notApproved: "没有批准",
    notRejected: "没有驳回",
    own: (p) => `${p.what}：这是你自己的申请，要由别人审批。现在等${p.role}，你可以催办或撤回。`,
    askedIt: (p) => `${p.what}：这张单子当初是你申请的，虽然已转给同事，还是要由别人审批。现在等${p.role}。`,
    role: (p) => `不算审批：这一步由${p.role}审批。你可以在这里留言。`,
    team: (p) => `不算审批：这一步由申请人本组的${p.role}审批。你可以在这里留言。`,
    twice: (p) => `${p.what}：你已经签过${p.role}这一步，一个人不能签两步。${p.next}这一步要请另一位来签。`,
    ownFor: (p) => `${p.what}：你代的正是申请人，自己的单子不能由自己这边签。要请另一位来审批。`,
    twiceFor: (p) => `${p.what}：你代的人已经签过${p.role}这一步，一个人不能签两步。要请另一位来审批。`,
    account: (p) => `${p.what}：你的账号已停用。如果是误停，请找管理员。`,
    reasonMissing: "没有驳回：还没有写原因。请写“驳回 原因”，例如“驳回 超过本季度预算”。",
    onlyRequester: "没有处理：只有申请人可以催办或撤回。你可以在这里留言。",
    urgedAlready: (p) => `没有再催：${p.hours} 小时内催一次就好。${p.at} 之后可以再催。`,
    wasApproved: (p) => `这张单子${p.ago}已经批准了。没有再记一次，卡片已是最新。`,
    wasRejected: (p) => `这张单子${p.ago}已经驳回了。没有再记一次，卡片已是最新。`,
    wasWithdrawn: (p) => `这张单子${p.ago}已经撤回了。没有再记一次，卡片已是最新。`,
    wasInvalid: (p) => `这张单子${p.ago}已经作废了。没有再记一次，卡片已是最新。`,
    wasSigned: (p) => `这一步${p.ago}已由${p.role} ${p.name} 签了，现在等${p.next}审批。没有再记一次，卡片已是最新。`,
    overtaken: (p) => `没有审批：${p.why}`,

    withdrawnDone: "已撤回，不能再审批了",
    urgedDone: "已催办",
    urgedText: (p) => `提醒了 ${p.names}。`,

    waitingCounts: "轮到你签的单子，最早的在前。",
    waitingTitle: (p) => `${p.count} 张单子等你审批`,
    waitingNone: "没有等你审批的单子",
    waitingNoneText: "轮到你签的时候，会告诉你。",
    waitingSince: (p) => `${p.number} · ${p.name} · ${p.ago.trim()}`,
    waitingMore: (p) => `共 ${p.total} 张，先列最早的 ${p.shown} 张；处理完后面的会补上来。`,
    ownCounts: "你提交、还没批完的单子，最早的在前。",
    ownTitle: (p) => `你有 ${p.count} 张单子在审批`,
    ownLine: (p) => `${p.number} · 等${p.role} · ${p.ago.trim()}`,
  },
});

/** What became of a paper before one came to it: who signed or closed it, and how long ago. */
export const sayBefore = (
  approval: Approval,
  nameOf: (id: MemberId) => string,
  { at, language }: { readonly at: Instant; readonly language: Language },
): string => {
  const t = texts[language];
  const ago = sayAgo(approval.closedAt ?? at, at, language);
  if (approval.state === "approved") return t.wasApproved({ ago });
  if (approval.state === "rejected") return t.wasRejected({ ago });
  if (approval.state === "withdrawn") return t.wasWithdrawn({ ago });
  const last = approval.steps.findLast(({ decision }) => decision !== null);
  const next = roleNext(approval);
  if (next === undefined || !last?.decision) return t.wasInvalid({ ago });
  return t.wasSigned({
    ago: sayAgo(last.decision.at, at, language),
    name: sayName(nameOf(last.decision.by), last.decision.for && nameOf(last.decision.for), language),
    role: sayRole(last.role, language),
    next: sayHolder(next, language),
  });
};

/** What did not happen, why, and what to do instead. `hours` is the pause between two urgings. */
export const sayProblem = (
  problem: Exclude<Problem, { kind: "closed" }>,
  tried: { approved: boolean; next: Role | undefined; hours: number; language: Language; zone: Zone },
): string => {
  const { language, hours } = tried;
  const t = texts[language];
  const what = tried.approved ? t.notApproved : t.notRejected;
  const next = tried.next ?? "manager";
  const role = sayHolder(next, language);
  if (problem.kind === "urged") return t.urgedAlready({ hours, at: sayInstant(problem.again, language, tried.zone) });
  if (problem.kind === "twice")
    return t.twice({ what, role: sayRole(problem.role, language), next: sayRole(next, language) });
  if (problem.kind === "twice_for") return t.twiceFor({ what, role: sayRole(problem.role, language) });
  return {
    own_for: t.ownFor({ what }),
    account: t.account({ what }),
    own: t.own({ what, role }),
    asked: t.askedIt({ what, role }),
    role: t.role({ role }),
    team: t.team({ role }),
    reason: t.reasonMissing,
    not_requester: t.onlyRequester,
  }[problem.kind];
};
