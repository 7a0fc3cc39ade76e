import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Inside } from "./rules.ts";

export const texts = defineTexts({
  en: {
    close: "Close",
    cancel: "Cancel",
    closeTitle: "Close team",
    closeIntro: (p: { name: string; inside: string }) =>
      `${p.inside === "" ? "" : `${p.name} has ${p.inside}. `}It takes no new work from now on; what happened in it stays in the history, and its name is free again.`,
    into: "Who takes over",
    intoHint:
      "A team of the same segment: it gets the people, customers, deals and papers, also those you do not see yourself.",
    people: (p: { count: number }) => (p.count === 1 ? "1 person" : `${p.count} people`),
    // An admin sees none of them for it: not how many there are, either.
    customers: "customers",
    openDeals: "open deals",
    separator: ", ",
    toChoose: "Choose the team that takes over whatever is still in it.",
    theLast:
      "Not closed: there is still work in it, and its segment has no other team to take it over. Make one with /team first.",
    noSuchTeam: "This team is not there, or in another segment. Choose from the list.",
    closed: (p: { name: string }) => `Closed: ${p.name}`,
    movedTo: (p: { into: string; inside: string }) =>
      p.inside === "" ? `${p.into} has taken over what was in it.` : `${p.into} has taken over: ${p.inside}.`,
    nothingMoved: "There was nothing in it.",
    youMoved: (p: { into: string }) => `You work in ${p.into} now`,
    youMovedText: (p: { name: string; by: string }) =>
      `${p.by} has closed ${p.name}. Your customers, deals and papers came along.`,
    segmentConfirmTitle: (p: { name: string }) => `Close ${p.name}?`,
    segmentConfirm: "Its history stays. Its name is free again.",
    segmentClosedText: "Its history stays, and its name is free again.",
  },
  zh: {
    close: "关闭",
    cancel: "取消",
    closeTitle: "关闭团队",
    closeIntro: (p) =>
      `${p.inside === "" ? "" : `${p.name}现在有：${p.inside}。`}关闭以后不再有新的工作，过去的记录都留着，名称可以再用。`,
    into: "由谁接手",
    intoHint: "同一板块的团队，接手人员、客户、商机和单据，包括你自己看不到的。",
    people: (p) => `${p.count} 人`,
    customers: "客户",
    openDeals: "在谈商机",
    separator: "、",
    toChoose: "请选一个团队，接手里面还有的工作。",
    theLast: "没有关闭：里面还有工作，而这个板块没有别的团队可以接手。请先用 /team 建一个。",
    noSuchTeam: "没有这个团队，或者不在同一板块。请从列表里选。",
    closed: (p) => `已关闭：${p.name}`,
    movedTo: (p) => (p.inside === "" ? `${p.into}接手了里面的工作。` : `${p.into}接手了：${p.inside}。`),
    nothingMoved: "里面没有要移交的。",
    youMoved: (p) => `你现在在${p.into}`,
    youMovedText: (p) => `${p.by} 关闭了${p.name}，你的客户、商机和单据都一起过来了。`,
    segmentConfirmTitle: (p) => `关闭${p.name}？`,
    segmentConfirm: "过去的记录都留着，名称可以再用。",
    segmentClosedText: "过去的记录都留着，名称可以再用。",
  },
});

/** "3 people, 12 customers"; empty when there is nothing. */
export const sayInside = (inside: Inside, language: Language): string => {
  const t = texts[language];
  const { people, customers, openDeals } = inside;
  const said = [people > 0 && t.people({ count: people }), customers > 0 && t.customers, openDeals > 0 && t.openDeals];
  return said.filter((part) => part !== false).join(t.separator);
};

/** More are counted. */
const NAMED = 5;
export const teamsInSegment = (name: string, teams: readonly string[]): InBoth => {
  const more = teams.length - NAMED;
  const [en, zh] = [teams.slice(0, NAMED).join(", "), teams.slice(0, NAMED).join("、")];
  return {
    en: `Not closed: ${en}${more > 0 ? ` and ${more} more` : ""} work in ${name}. Close them or give them another segment first, with /team.`,
    zh: `没有关闭：${name}里还有团队 ${zh}${more > 0 ? ` 等 ${teams.length} 个` : ""}。请先用 /team 关闭它们，或者改到别的板块。`,
  };
};
export const customersInSegment = (name: string): InBoth => ({
  en: `Not closed: customers in it would be in no segment. A coordinator moves them out of ${name} first, with /handover. If there is none, give yourself or somebody that role in /people.`,
  zh: `没有关闭：${name}里还有客户。请市场统筹先用 /handover 转到别的板块；还没有市场统筹的话，先在 /people 里把这个角色给自己或别人。`,
});

export const refusals = {
  notAdmin: {
    en: "Not closed: only an admin closes teams and segments. Ask your admin.",
    zh: "没有关闭：团队和板块由系统管理员关闭。请找管理员。",
  },
  gone: {
    en: "Not closed: it is closed already, or was never there. Look with /team or /setup.",
    zh: "没有关闭：它已经关闭了，或者没有这个。请用 /team 或 /setup 查看。",
  },
  stale: {
    en: "Not closed: somebody has changed or closed this team meanwhile. Call /team again and look.",
    zh: "没有关闭：刚才有人改过或关闭了这个团队。请重新用 /team 查看。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;
