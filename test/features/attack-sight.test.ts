import { beforeAll, describe, expect, test } from "vitest";
import type { Shown } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { care } from "../../src/features/care/index.ts";
import { features } from "../../src/features/index.ts";
import { ACTIONS, CUSTOMERS, DEALS, type FormCase, formCases, LEAD, PAPERS, PEOPLE } from "../support/attack-cases.ts";
import { type Company, makeCompany } from "../support/company.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { fingerprint, type Ids, makeSecrets, noIds, withoutIds } from "../support/secrets.ts";
import { listenToStatements } from "../support/statements.ts";

/**
 * What a person may not see must look the same as what does not exist (domain.md §1). Every action, form and search
 * is tried with ids of another team, segment and organization: whoever is out of sight gets the answer that ids of
 * nothing get, no name shows, and nothing changes. An action or form without a case here fails.
 */
const all = [...new Set([...features, care])];
const house = withConversation({ features: all, at: "2026-11-23T09:00:00+08:00" });
const MARK = "秘药";
const FAR = "异星";

let other: Company;
let near: Ids;
let far: Ids;
let forms: Readonly<Record<string, FormCase>>;

beforeAll(async () => {
  const { database, company } = house;
  other = await makeCompany(database.handle, { workspace: "T2" });
  const owner = (of: Company, name: string) => of.people[name]?.id ?? "";
  const { platform } = company;
  near = await makeSecrets(
    database.handle,
    {
      organizationId: company.organizationId,
      segmentId: company.otherSegmentId,
      teamId: company.otherTeamId,
      ownerId: owner(company, "孙丽"),
      platform,
      workspace: company.workspace,
    },
    { lead: LEAD, mark: MARK },
  );
  far = await makeSecrets(
    database.handle,
    {
      organizationId: other.organizationId,
      segmentId: other.segmentId,
      teamId: other.teamId,
      ownerId: owner(other, "李伟"),
      platform,
      workspace: other.workspace,
    },
    { lead: LEAD, mark: FAR },
  );
  const shared = await makeCustomer(house, "松柏机床", { owner: "李伟" });
  await from({ database: database.handle }).customerShare.createMany({
    data: Object.values(company.people).map(({ id }) => ({
      customerId: shared,
      memberId: id,
      organizationId: company.organizationId,
    })),
  });
  forms = formCases(shared);
});

const HOME = ["李伟", "Emma", "王芳", "赵敏", "陈静", "周明", "何清", "林涛"];
const AWAY = [...HOME, "孙丽", "钱进"];

const arrival = (who: string, from = house.company) => {
  const { platform, workspace, people } = from;
  const user = people[who]?.user ?? who;
  const place = { platform, workspace, place: `D-${user}`, kind: "direct" } as const;
  return { id: `t:${newId()}`, identity: { platform, workspace, user }, place, receivedAt: house.clock.now() };
};
type Arrived = ReturnType<typeof arrival>;
const said = (shown: Shown | undefined): string =>
  JSON.stringify(shown, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";

/** Who may choose from all there are in a field, whoever may see what the form is about. */
const ALSO: Readonly<Record<string, readonly string[]>> = { deal: DEALS, toWhom: PEOPLE };

/** Whom the time tells nothing: finance knows the deal, though not who decides in it; an export is begun but once. */
const UNTIMED: Readonly<Record<string, readonly string[]>> = {
  "influence.open": DEALS,
  "influence.place": DEALS,
  "influence.history": DEALS,
  "exports.start": AWAY,
  "exports.which": AWAY,
};

/** What was answered, and what was asked of the database for it. */
const timed = async (ask: () => Promise<string>) => {
  const heard = listenToStatements();
  const answer = await ask();
  return { said: answer, statements: heard() };
};

type Ask = (arrived: Arrived, ids: Ids) => Promise<string>;
/** Tries it as everyone who is out of sight; `typed` finds what it finds without ids. */
const tries = async (
  seers: readonly string[],
  ask: Ask,
  { typed = false, untimed = [] }: { typed?: boolean; untimed?: readonly string[] | undefined } = {},
): Promise<void> => {
  const before = await fingerprint(house.database.handle);
  const attempts = [
    ...HOME.filter((who) => !seers.includes(who)).map((who) => ({ who, from: house.company, real: near })),
    ...HOME.filter((who) => !typed || !seers.includes(who)).map((who) => ({ who, from: house.company, real: far })),
    // Whoever types abroad finds what is their own there.
    ...(typed ? [] : AWAY).map((who) => ({ who, from: other, real: near })),
  ];
  for (const { who, from: company, real } of attempts) {
    const none = noIds();
    const answer = await timed(() => ask(arrival(who, company), real));
    const nothing = await timed(() => ask(arrival(who, company), none));
    const label = `${who}${company === other ? ` (abroad)` : ""}`;
    const mark = real === near ? MARK : FAR;
    expect(answer.said, `${label} reads a secret`).not.toContain(mark);
    expect(withoutIds(answer.said, real), `${label} learns that it exists`).toBe(withoutIds(nothing.said, none));
    if (!untimed.includes(who))
      expect(answer.statements.length, `${label} could time that it exists`).toBe(nothing.statements.length);
    expect(answer.said, `${label} gets an apology`).not.toMatch(/"R-[A-Z0-9]{6}|抱歉|R-[A-Z0-9]{6}/);
  }
  expect(await fingerprint(house.database.handle)).toEqual(before);
};

const actions = all.flatMap((feature) => feature.actions ?? []).map(({ action }) => action.name);
const defined = all.flatMap((feature) => feature.forms ?? []).map(({ form }) => form);

describe("every action", () => {
  test("has a case", () => {
    expect(actions.filter((name) => !(name in ACTIONS))).toEqual([]);
  });

  for (const name of actions) {
    test(`${name} tells nothing and does nothing out of sight`, async () => {
      const found = ACTIONS[name];
      if (!found) throw new Error(`The action ${name} has no case.`);
      for (const index of found.payloads(noIds()).keys()) {
        const press: Ask = async (arrived, ids) => {
          const payload = JSON.stringify(found.payloads(ids)[index]);
          return said((await house.kernel.press({ ...arrived, action: name, payload })).shown);
        };
        await tries(found.seers, press, { untimed: UNTIMED[name] });
      }
    });
  }
});

describe("every form", () => {
  const caseOf = (name: string): FormCase => {
    const found = forms[name];
    if (!found) throw new Error(`The form ${name} has no case.`);
    return found;
  };

  test("has a case", () => {
    expect(defined.map(({ id: form }) => form).filter((name) => !(name in forms))).toEqual([]);
  });

  for (const form of defined) {
    test(`${form.id} tells nothing and does nothing out of sight`, async () => {
      const found = caseOf(form.id);
      for (const index of found.submits(noIds()).keys()) {
        const send: Ask = async (arrived, ids) => {
          const { params, values = {} } = found.submits(ids)[index] ?? { params: {} };
          const submit = { ...arrived, formId: form.id, params: JSON.stringify(params), values };
          return said((await house.kernel.submit(submit)).shown);
        };
        await tries(found.seers, send, { untimed: UNTIMED[form.id] });
      }
    });

    const fields = Object.entries(form.build("zh", form.sample).fields);
    const searched = fields.filter(([, field]) => "search" in (field as object)).map(([name]) => name);
    for (const field of searched) {
      test(`${form.id} offers nothing out of sight at ${field}`, async () => {
        const found = caseOf(form.id);
        for (const typed of ["", LEAD, MARK, FAR, "yinxing", "yx", "13800001234", "欧阳"]) {
          await tries([...found.seers, ...(ALSO[field] ?? [])], async (arrived, ids) => {
            const params = JSON.stringify(found.submits(ids)[0]?.params ?? {});
            return JSON.stringify(await house.kernel.search({ ...arrived, formId: form.id, params, field, typed }));
          });
        }
      });
    }
  }
});

describe("what is typed", () => {
  // A code to link accounts with tells of oneself alone, is another each time, and guesses at it are counted.
  const OWN = ["link"];
  const commands = all
    .flatMap((feature) => feature.commands ?? [])
    .flatMap(({ name }) => (OWN.includes(name) ? [] : name));
  const MONEY = new Set(["deal", "stage", "board", "fee", "receipts"]);
  const LISTS: Readonly<Record<string, readonly string[]>> = {
    people: PEOPLE,
    team: PEOPLE,
    figures: PEOPLE,
    goal: PEOPLE,
    holidays: PEOPLE,
    setup: PEOPLE,
    approvals: PAPERS,
    summary: CUSTOMERS,
  };
  for (const name of commands) {
    test(`/${name} finds nothing out of sight`, async () => {
      const seers = LISTS[name] ?? (MONEY.has(name) ? DEALS : CUSTOMERS);
      for (const rest of ["", LEAD, `${LEAD} 谈了价格`, `${LEAD} 50%`, `${LEAD} 800 茶礼`, "13800001234", "欧阳"]) {
        const ask: Ask = async (arrived, ids) => {
          const real = ids === near || ids === far;
          const typed = real ? rest : rest.replace(LEAD, "铱铼").replace("1234", "9999").replace("欧阳", "尉迟");
          const answer = said((await house.kernel.command({ ...arrived, name, typed })).shown);
          return answer.replaceAll("铱铼", LEAD).replaceAll("9999", "1234").replaceAll("尉迟", "欧阳");
        };
        await tries(seers, ask, { typed: true });
      }
    });
  }

  test("in the thread of a paper of another organization", async () => {
    const { platform, workspace } = other;
    const before = await fingerprint(house.database.handle);
    for (const who of AWAY) {
      const arrived = arrival(who, other);
      const thread = { platform, workspace, place: "C1", kind: "group", thread: `about fee:${near.fee}` } as const;
      for (const text of ["同意", "驳回 太贵", "👍"])
        expect(
          await house.kernel.say({ ...arrived, id: newId(), place: thread, text, mentioned: false }),
        ).toBeUndefined();
    }
    expect(await fingerprint(house.database.handle)).toEqual(before);
  });
});

test("the customer's card takes as long where a fee out of sight is under way", async () => {
  const { organizationId, segmentId, teamId, people } = house.company;
  const db = from({ database: house.database.handle });
  const where = { id: near.customer };
  const away = await db.customer.findUniqueOrThrow({ where, select: { segmentId: true, teamId: true, ownerId: true } });
  const approval = { organizationId, subjectId: near.fee };
  const opens = () =>
    timed(async () => {
      const payload = JSON.stringify({ id: near.customer });
      return said((await house.kernel.press({ ...arrival("李伟"), action: "customers.open", payload })).shown);
    });
  // It was moved here while the fee was on its way.
  await db.customer.update({ where, data: { segmentId, teamId, ownerId: people.李伟?.id ?? "" } });
  const underWay = await opens();
  await db.approval.updateMany({ where: approval, data: { state: "withdrawn" } });
  const over = await opens();
  await db.approval.updateMany({ where: approval, data: { state: "waiting" } });
  await db.customer.update({ where, data: away });
  expect(underWay.said).toContain(MARK);
  expect(underWay.said).toBe(over.said);
  expect(underWay.statements.length).toBe(over.statements.length);
});

test("whoever is in sight does see all this", async () => {
  const sees = async (who: string, action: string, payload: object) =>
    said((await house.kernel.press({ ...arrival(who), action, payload: JSON.stringify(payload) })).shown);
  expect(await sees("钱进", "customers.open", { id: near.customer })).toContain(MARK);
  expect(await sees("陈静", "pipeline.open", { id: near.deal })).toContain(MARK);
  expect(await sees("何清", "approvals.history", { subject: "fee", id: near.fee })).toContain("FE-2026-7777");
  expect(await sees("孙丽", "activities.edit", { id: near.activity })).toContain(MARK);
});

describe("Home", () => {
  test("shows nothing out of sight", async () => {
    const seers = new Set([...DEALS, ...PAPERS]);
    for (const who of HOME.filter((name) => !seers.has(name))) {
      expect(JSON.stringify(await house.person(who).home())).not.toMatch(new RegExp(`${MARK}|${FAR}|孙丽`));
    }
    expect(JSON.stringify(await house.person("孙丽").home())).toContain(MARK);
    for (const who of HOME) expect(JSON.stringify(await house.person(who).home())).not.toContain(FAR);
  });
});
