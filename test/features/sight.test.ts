import { beforeAll, describe, expect, test } from "vitest";
import { defineFeature, type Feature } from "../../src/chat/feature.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { from } from "../../src/data/client.ts";
import { visibleCustomers } from "../../src/data/scope.ts";
import { features } from "../../src/features/index.ts";
import { withDatabase } from "../support/database.ts";
import { Coverage, dealErrands } from "../support/sight-cover.ts";
import { errandsOf } from "../support/sight-errands.ts";
import { type Pair, pairOf, type Walked, watchOver } from "../support/sight-oracle.ts";
import { postPapers } from "../support/sight-papers.ts";
import { foundWorlds } from "../support/sight-people.ts";
import { marksIn, mayName, sees } from "../support/sight-plan.ts";
import { differently, goOut, type Sent, sentIn, unwalked } from "../support/sight-sent.ts";
import { walkerOf } from "../support/sight-walker.ts";
import { idIn, type World } from "../support/sight-world.ts";

/**
 * domain.md §1 over generated organizations, all in one installation. Of each a twin exists without what one of its
 * people may not see. On the same way through everything the bot can do, that person must read the same in both: what
 * is out of sight changes no content, count, name, error, choice, nor the number of statements, by which it could be
 * timed. What is registered is walked, so a new feature needs no case here.
 */
const ORGANIZATIONS = Number(process.env.SIGHT ?? 200);
const AT_ONCE = 4;
/** Buttons of what was shown, pressed at the end of each way. */
const STEPS = 1;

const database = withDatabase({ connections: 40 });
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));

const pairs = Array.from({ length: ORGANIZATIONS }, (_, index) =>
  pairOf(index, {
    platform: "slack",
    // Mostly whoever has the role whose turn it is; sometimes anybody.
    viewerOf: ({ members }) => members[index % 5 === 4 ? index % members.length : 3]!,
  }),
);
const { owners, leaks, coverage } = watchOver(pairs, { steps: STEPS });

beforeAll(async () => {
  for (let done = 0; done < pairs.length; done += 50)
    await foundWorlds(
      database.handle,
      pairs.slice(done, done + 50).flatMap(({ whole, twin }) => [whole, twin]),
    );
}, 600_000);

const walkAll = async (known: readonly Feature[], some: readonly Walked[]): Promise<string[]> => {
  const walker = walkerOf(database, clock, known);
  const found: string[] = [];
  // Some at once and then the next: each way is led by what those before have done, however fast they were.
  for (let done = 0; done < some.length; done += AT_ONCE) {
    const batch = some.slice(done, done + AT_ONCE);
    found.push(...(await Promise.all(batch.map((one) => leaks(walker, one)))).flat());
  }
  return found;
};

describe(`over ${ORGANIZATIONS} organizations`, () => {
  test("nobody reads, counts, finds or times what is out of their sight", { timeout: 600_000 }, async () => {
    const all = errandsOf(features);
    const hands = dealErrands(pairs, all);
    const walked = pairs.map((pair, n): Walked => ({ pair, errands: hands[n] ?? [] }));
    expect(await walkAll(features, walked)).toEqual([]);
    expect(coverage.missing(all)).toEqual([]);
    const unopened = coverage.notOpened(features.flatMap(({ forms = [] }) => forms.map(({ form }) => form.id)));
    expect(unopened).toEqual([]);
  });

  test("what is sent by itself names nothing its readers may not see, and counts in a channel what is its team's alone", {
    timeout: 600_000,
  }, async () => {
    // Worlds in which nobody has walked: who walks hands customers over, and the plan no longer tells who may see what.
    const some = pairs.slice(0, 20).map((pair) => {
      const team = pair.plan.index % pair.plan.teams.length;
      return { pair, team, whole: unwalked(pair, { letter: "c" }), twin: unwalked(pair, { letter: "d", team }) };
    });
    const worlds = some.flatMap(({ whole, twin }) => [whole, twin]);
    await foundWorlds(database.handle, worlds);
    for (const world of worlds) await postPapers(database.handle, clock, world);
    for (const time of ["2026-11-24T08:31:00+08:00", "2026-11-27T17:01:00+08:00"]) {
      clock.freezeAt(new Date(time));
      for (const world of worlds) await goOut(database, clock, world);
    }
    const keys: string[] = [];
    const wrong: string[] = [];
    for (const { pair, team, whole, twin } of some) {
      const sent = await sentIn(database, whole);
      if (pair.plan.index < 3) expect(sent.length).toBeGreaterThan(0);
      keys.push(...sent.map(({ key }) => key));
      wrong.push(...wronglySent(pair, whole, sent));
      wrong.push(...differently(team, [whole, sent], [twin, await sentIn(database, twin)]));
    }
    // What is sent of everything that goes out by itself is looked at only while it goes out here.
    for (const what of ["case:", "fee:", "summary:"]) expect(keys.some((key) => key.startsWith(what))).toBe(true);
    expect(wrong).toEqual([]);
  });
});

const wronglySent = ({ plan }: Pair, whole: World, sent: readonly Sent[]): string[] =>
  sent.flatMap(({ memberId, key, card }) => {
    const reader = plan.members.find(({ n }) => idIn(whole, "member", n) === memberId);
    return [...marksIn(JSON.stringify(card))].flatMap((mark) => {
      const owner = owners.get(mark);
      const seen = reader && owner?.plan === plan ? sees(plan, reader, owner.customer) : undefined;
      // The money of a deal and the papers of a fee tell nothing of what a customer complains of.
      const mine = seen && (key.startsWith("case:") ? seen.customer : mayName(seen));
      return mine ? [] : [`${plan.index}: ${reader ? reader.roles.join("+") : "a channel"} was sent ${mark} in ${key}`];
    });
  });

test("what nobody has walked as a role is told by name", () => {
  const [home] = errandsOf(features);
  const part = new Coverage();
  part.ran(["rep"], home!.label);
  part.shown(["clerk"], "care.done");
  expect(part.missing([home!])).not.toContain("rep never Home");
  expect(part.missing([home!])).toContain("clerk never Home");
  expect(part.missing([home!])).toContain("clerk was shown a button for care.done and never pressed it");
  part.opened("care.day");
  expect(part.notOpened(["care.day", "care.drop"])).toEqual(["care.drop"]);
  part.done(["clerk"], "care.done");
  expect([part.doneAs(["clerk"]), part.doneAs(["clerk", "rep"])]).toEqual([new Set(["care.done"]), new Set()]);
});

describe("a planted leak is found", () => {
  const planted = (
    answer: Feature["commands"] extends infer _
      ? (scope: Parameters<typeof visibleCustomers>[0]) => Promise<string>
      : never,
  ): Feature[] => [
    defineFeature({
      name: "planted",
      commands: [
        {
          name: "planted",
          aliases: [],
          about: { en: "x", zh: "x" },
          hint: { en: "", zh: "" },
          example: { en: "/planted", zh: "/planted" },
          async run({ scope }) {
            const title = await answer(scope);
            return { show: { tone: "plain", title, plain: title } };
          },
        },
      ],
    }),
  ];
  const some = pairs
    .filter(({ plan, viewer }) => plan.customers.some((customer) => !mayName(sees(plan, viewer, customer))))
    .slice(0, 6)
    .map(
      (pair): Walked => ({
        pair,
        errands: [{ label: "/planted", about: "hidden", does: "command", name: "planted", words: "nothing" }],
      }),
    );
  const db = () => from({ database: database.handle });

  test.each<[string, Parameters<typeof planted>[0], RegExp]>([
    [
      "a name",
      async ({ organizationId }) =>
        (await db().customer.findFirst({ where: { organizationId }, orderBy: { name: "desc" } }))?.name ?? "",
      /reads/,
    ],
    [
      "a count",
      async ({ organizationId }) => String(await db().customer.count({ where: { organizationId } })),
      /reads a difference/,
    ],
    [
      "another organization's",
      async () => (await db().customer.findFirst({ orderBy: { name: "desc" } }))?.name ?? "",
      /reads zx/,
    ],
    [
      "the time it takes",
      async (scope) => {
        const all = await db().customer.findMany({ where: { organizationId: scope.organizationId } });
        for (const { id } of all) await db().customer.count({ where: { AND: [visibleCustomers(scope), { id }] } });
        return "x";
      },
      /could time/,
    ],
  ])("%s", { timeout: 120_000 }, async (_, answer, found) => {
    expect((await walkAll(planted(answer), some)).join("\n")).toMatch(found);
  });
  test("and nothing is found where there is none", { timeout: 120_000 }, async () => {
    expect(
      await walkAll(
        planted(async (scope) => String(await db().customer.count({ where: visibleCustomers(scope) }))),
        some,
      ),
    ).toEqual([]);
  });
});
