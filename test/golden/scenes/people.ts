import { ROLES } from "../../../src/core/scope.ts";
import * as absence from "../../../src/features/absence/cards.ts";
import type { Absence, Colleague } from "../../../src/features/absence/rules.ts";
import * as accountrequests from "../../../src/features/accountrequests/cards.ts";
import type { AccountRequest } from "../../../src/features/accountrequests/rules.ts";
import * as accounts from "../../../src/features/accounts/cards.ts";
import * as figures from "../../../src/features/figures/cards.ts";
import * as holidays from "../../../src/features/holidays/cards.ts";
import * as lookups from "../../../src/features/lookups/cards.ts";
import type { Said, SoughtPerson } from "../../../src/features/lookups/rules.ts";
import * as people from "../../../src/features/people/cards.ts";
import * as roster from "../../../src/features/roster/cards.ts";
import * as setup from "../../../src/features/setup/cards.ts";
import * as team from "../../../src/features/team/cards.ts";
import { feeFace } from "./papers.ts";
import { at, id, memberId, nameOf, now, type Scene, type Scenes, shanghai, today, type Who } from "./world.ts";

const accountsScene: Scene = (language) => {
  const slack = { platform: "slack", workspace: "T1", user: "U0LIWEI", addedAt: new Date("2026-03-02T02:00:00Z") };
  const feishu = { platform: "feishu", workspace: "F1", user: "ou_liwei", addedAt: at("08:00:00") };
  const view = { language, zone: shanghai, today };
  const leaver = { name: nameOf("li"), platform: "feishu", others: ["slack"] };
  return {
    codeCard: accounts.codeCard("4F7K-2M9Q", { accounts: [slack], here: slack }, view),
    "codeCard, of two": accounts.codeCard("4F7K-2M9Q", { accounts: [slack, feishu], here: slack }, view),
    "toldCard, by code": accounts.toldCard({ account: feishu, name: "李伟", admin: undefined }, language),
    "toldCard, by an admin": accounts.toldCard({ account: feishu, name: "李伟", admin: nameOf("zhao") }, language),
    leaverCard: accounts.leaverCard(leaver, language),
  };
};

const sought = (number: number, name: string, ...said: readonly Omit<Said, "platform">[]): SoughtPerson => ({
  ...{ id: memberId("li"), name, mail: `${number}@example.com`, phone: number % 2 ? "13800138000" : null },
  canBeDialled: number % 2 === 1,
  said: said.map((one) => ({ ...one, platform: "feishu" })),
});
const STATES = ["nobody", "two", "outsider", "not_allowed", "unanswered", "unfindable", "second", "closed"] as const;

const lookupsScene: Scene = (language) => {
  const looked = { id: id(60), version: 2, byAdmin: true };
  const found = sought(1, nameOf("li"), { state: "found", holder: null });
  const open = STATES.map((state, n) => sought(n + 2, `${nameOf("wang")}${n + 1}`, { state, holder: null }));
  const taken = [true, false].map((isOpen, n) =>
    sought(20 + n, nameOf("emma"), { state: "taken", holder: { name: nameOf("chen"), open: isOpen } }),
  );
  const waiting = sought(30, nameOf("zhao"), { state: "waiting", holder: null });
  const all = [found, ...open, ...taken];
  return {
    "lookupCard, under way": lookups.lookupCard({ ...looked, people: [found, waiting] }, language),
    "lookupCard, all found": lookups.lookupCard({ ...looked, people: [found] }, language),
    "lookupCard, to an admin": lookups.lookupCard({ ...looked, people: all }, language),
    "lookupCard, to others": lookups.lookupCard({ ...looked, byAdmin: false, people: all }, language),
    "lookupCard, of many": lookups.lookupCard({ ...looked, people: [...all, ...all, ...all] }, language),
    "startedCard, one": lookups.startedCard(nameOf("li"), language),
    "startedCard, many": lookups.startedCard(12, language),
    "startedCard, more than one takes": lookups.startedCard(1000, language, 500),
  };
};

const peopleScene: Scene = (language) => {
  const one = {
    ...{ id: memberId("li"), name: nameOf("li"), roles: ["rep", "clerk"] as const, mail: null, phone: null },
    teams: [{ id: id(10), name: "华东一组", segmentId: id(20), segment: "企业客户" }],
    ...{ zone: shanghai, platforms: ["slack"], gone: [], open: true, version: 2 },
  };
  const along = { customers: 12, deals: 1, into: ["华东二组"], managers: [memberId("wang")] };
  return {
    changedCard: people.changedCard(one, { by: nameOf("wang"), along: undefined }, language),
    "changedCard, with customers": people.changedCard(one, { by: nameOf("wang"), along }, language),
    movedCard: people.movedCard(one, along, language),
    leftCard: people.leftCard({ name: nameOf("li"), lastAdmin: false }, language),
    "leftCard, the last admin": people.leftCard({ name: nameOf("li"), lastAdmin: true }, language),
  };
};

/** A team that is not there, two with a role that is none, one known, one to add. */
const rosterPlan = (): Parameters<typeof roster.planCard>[0] => {
  const entry = { name: nameOf("li"), mail: "li@example.com", phone: null, roles: ["rep"] as const, teams: [] };
  const unknown = (word: string) => ({ kind: "unknown", word }) as const;
  const refused = ["大区老总", "大区老总", "华东五组"].map((word, n) => ({
    ...{ entry: { ...entry, name: `${nameOf("li")}${n + 1}` }, problem: unknown(word), known: null },
  }));
  const added = [{ entry: { ...entry, teams: ["华东一组"] }, problem: null, known: null }];
  const remarked = { ...added[0]!, entry: { ...entry, name: "赵六", teams: ["华东一组"] }, remarks: ["兼培训"] };
  const known = { entry: { ...entry, name: nameOf("wang") }, problem: null, known: nameOf("wang") };
  const left = { entry: { ...entry, name: nameOf("zhao") }, problem: null, known: nameOf("zhao"), closed: true };
  const same = {
    entry: { ...entry, name: "王五" },
    problem: { kind: "sameReach", of: nameOf("li") },
    known: null,
  } as const;
  const filling = { id: memberId("emma"), mail: "emma@example.com", phone: null };
  const filled = { entry: { ...entry, name: nameOf("emma") }, problem: null, known: nameOf("emma"), filling };
  return {
    rows: [...refused, same, known, left, filled, ...added, remarked],
    left: ["序号\t姓名\t部门\t岗位", "合计：9人"],
    added: [...added, remarked],
    filled: [filling],
    missing: new Map([["华东五组", [`${nameOf("li")}3`]]]),
  };
};

const rosterScene: Scene = (language) => {
  const names = Array.from({ length: 12 }, (_, n) => `${nameOf("li")}${n + 1}`);
  const added = { id: id(61), sought: true, until: "11月28日 09:00", filled: 2 };
  return {
    planCard: roster.planCard(rosterPlan(), id(61), language),
    addedCard: roster.addedCard(names, added, language),
    "addedCard, nobody sought": roster.addedCard([nameOf("li")], { ...added, filled: 0, sought: false }, language),
    "addedCard, nobody but filled in": roster.addedCard([], { ...added, sought: false }, language),
    "addedCard, long ago": roster.addedCard(
      names,
      { id: id(61), filled: 0, sought: undefined, until: undefined },
      language,
    ),
    goneCard: roster.goneCard(language),
    undoneCard: roster.undoneCard(names.slice(0, 2), [nameOf("emma")], language),
  };
};

const teamScene: Scene = (language) => {
  const identity = { platform: "slack", workspace: "T1", user: "U0EMMA" };
  const request = {
    ...{ id: id(62), name: nameOf("emma"), language, zone: shanghai, identity, mail: "emma@example.com", version: 1 },
    ...{ zoneTold: true, letIn: null, since: now, reminded: false, passedOn: false, decidedById: null },
  };
  const twin = { ...request, id: id(63), identity: { ...identity, platform: "feishu" } };
  const none = { sure: [], alike: [] };
  const like = {
    id: memberId("emma"),
    name: nameOf("emma"),
    mail: request.mail,
    roles: ["rep"] as const,
    ...{ teams: [], platforms: [] },
  };
  const decided = { name: nameOf("emma"), by: nameOf("zhao") };
  return {
    foundedCard: team.foundedCard(language),
    teamMadeCard: team.teamMadeCard({ name: "华东一组", isNew: true, hasChannel: true }, language),
    "teamMadeCard, changed, no channel": team.teamMadeCard(
      { name: "华东一组", isNew: false, hasChannel: false },
      language,
    ),
    joinCard: team.joinCard({ ...request, twins: none }, language),
    "joinCard, known and on two platforms": team.joinCard(
      { ...request, like, twins: { sure: [twin], alike: [] } },
      language,
    ),
    "joinCard, at work on another platform": team.joinCard(
      { ...request, like: { ...like, platforms: ["feishu"] }, twins: none },
      language,
    ),
    "joinCard, of the name of somebody at work": team.joinCard(
      { ...request, namesakes: [{ ...like, platforms: ["feishu"] }], twins: none },
      language,
    ),
    addedCard: team.addedCard({ added: [nameOf("li")], linked: [], roles: ["rep"] }, language),
    "addedCard, known and new": team.addedCard(
      { added: [nameOf("li")], linked: [nameOf("emma")], roles: ["rep"] },
      language,
    ),
    "addedCard, all known": team.addedCard({ added: [], linked: [nameOf("emma")], roles: ["rep"] }, language),
    "joinCard, still, within a segment": team.joinCard(
      { ...request, twins: { sure: [], alike: [twin] }, still: true, within: true },
      language,
    ),
    "decidedJoinCard, let in": team.decidedJoinCard({ ...decided, roles: ["rep", "manager"] }, language),
    "decidedJoinCard, turned away": team.decidedJoinCard({ ...decided, roles: null }, language),
    stillOutCard: team.stillOutCard(nameOf("zhao"), language),
    turnedAwayCard: team.turnedAwayCard(nameOf("zhao"), language),
    welcomeCard: team.welcomeCard({ name: nameOf("emma"), admin: nameOf("zhao"), roles: ["rep"] }, language),
  };
};

const setupScene: Scene = (language) => {
  const roles = new Set(["admin", "rep"] as const);
  const east = {
    id: id(10),
    name: "华东一组",
    hasChannel: false,
    hasApprovals: false,
    roles,
    reached: roles,
    hands: [],
  };
  const begun = { confirmed: true, segments: 1, teams: [east], roles, reached: roles, people: 3, unknownYears: [2027] };
  const bare = { ...begun, confirmed: false, segments: 0, teams: [], people: 1 };
  // Two segments, whose customers a coordinator moves between.
  const all = new Set(ROLES);
  const set = (team: number, name: string) => ({
    ...{ id: id(team), name, hasChannel: true, hasApprovals: true, roles: all, reached: all },
    hands: ROLES.map((role) => new Set([role])),
  });
  const whole = {
    ...begun,
    segments: 2,
    teams: [set(10, "华东一组"), set(11, "华南组")],
    people: 300,
    unknownYears: [],
  };
  const complete = { ...whole, roles: all, reached: all };
  return {
    setUpCard: setup.setUpCard({ ...complete, hidden: false, version: 3 }, language),
    setUpHint: setup.setUpHint({ ...begun, hidden: false, version: 1 }, language),
    "setUpHint, nothing yet": setup.setUpHint({ ...bare, hidden: false, version: 1 }, language),
  };
};

const colleague = (who: Who): Colleague => ({
  ...{ id: memberId(who), memberId: memberId(who), name: nameOf(who), roles: ["manager"], zone: shanghai, open: true },
  here: true,
  teams: [{ id: id(10), segmentId: id(20) }],
});
const absenceScene: Scene = (language) => {
  const away: Absence = {
    ...{ id: id(64), away: colleague("wang"), standIn: colleague("zhao"), version: 1 },
    ...{ startsAt: new Date("2026-11-30T00:00:00+08:00"), endsAt: new Date("2026-12-05T00:00:00+08:00") },
  };
  const view = { language, now };
  const signed = {
    what: "approved",
    face: feeFace,
    subject: "fee",
    subjectId: id(40),
    by: nameOf("zhao"),
    at: now,
  } as const;
  const back = { language, zone: shanghai, member: memberId("wang") };
  return {
    awayCard: absence.awayCard(away, view),
    absencesCard: absence.absencesCard({ of: colleague("wang"), own: false, absences: [away] }, view),
    homeCard: absence.homeCard([away], memberId("zhao"), view),
    "awayCard, entered by another": absence.awayCard(away, { ...view, now: away.startsAt }, nameOf("emma")),
    "standsNoMoreCard, they are back": absence.standsNoMoreCard(away, true, view),
    "standsNoMoreCard, another does": absence.standsNoMoreCard(away, false, view),
    nobodyCard: absence.nobodyCard(away, view),
    backCard: absence.backCard(away, { decided: [signed], count: 3 }, back),
    "backCard, nothing signed": absence.backCard(away, { decided: [], count: 0 }, back),
  };
};

const accountrequestsScene: Scene = (language) => {
  const view = { language, zone: shanghai };
  const look = people.showPerson.with({ id: memberId("li") });
  const words = { en: "She moves to the second team on Monday.", zh: "下周一起调到二组。" }[language];
  const open: AccountRequest = {
    ...{ id: id(70), person: { id: memberId("li"), name: nameOf("li") }, what: "change", words },
    ...{ requester: { id: memberId("wang"), name: nameOf("wang") }, state: "open", reason: null, decidedBy: null },
    ...{ since: now, reminded: false, version: 1 },
  };
  const decided = { ...open, decidedBy: nameOf("zhao"), version: 2 };
  const reason = { en: "Next year.", zh: "明年再说。" }[language];
  return {
    offerCard: accountrequests.offerCard(language),
    requestCard: accountrequests.requestCard(open, view, { look }),
    "requestCard, to close": accountrequests.requestCard({ ...open, what: "close" }, view, { look }),
    "requestCard, to open": accountrequests.requestCard({ ...open, what: "reopen" }, view, { look }),
    "requestCard, once more": accountrequests.requestCard(open, view, { look, still: true }),
    stateCard: accountrequests.stateCard(open, view),
    "stateCard, done": accountrequests.stateCard({ ...decided, what: "close", state: "done" }, view),
    "stateCard, declined": accountrequests.stateCard({ ...decided, state: "declined", reason }, view),
    "stateCard, overtaken": accountrequests.stateCard({ ...decided, state: "overtaken" }, view),
    "stateCard, lapsed": accountrequests.stateCard({ ...open, state: "lapsed", version: 2 }, view),
  };
};

export const peopleScenes: Scenes = {
  accountrequests: accountrequestsScene,
  accounts: accountsScene,
  lookups: lookupsScene,
  people: peopleScene,
  roster: rosterScene,
  team: teamScene,
  setup: setupScene,
  absence: absenceScene,
  figures: (language) => ({
    whichCard: figures.whichCard(
      [
        { id: id(20), name: "企业客户" },
        { id: id(21), name: "政府" },
      ],
      language,
    ),
  }),
  holidays: (language) => ({
    "askCard, China": holidays.askCard({ year: 2027, country: "CN" }, language),
    "askCard, elsewhere": holidays.askCard({ year: 2027, country: "GB" }, language),
  }),
};
