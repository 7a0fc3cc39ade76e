import { beforeAll, describe, expect, test } from "vitest";
import { type Card, plainText } from "../../src/chat/card.ts";
import { LANGUAGES, type Language } from "../../src/core/language.ts";
import { from } from "../../src/data/client.ts";
import { type Customer, sayFlags } from "../../src/features/customers/public.ts";
import { features } from "../../src/features/index.ts";
import { renderCard as feishuCard } from "../../src/platforms/feishu/render-card.ts";
import { renderCard as slackCard } from "../../src/platforms/slack/render-card.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { problemsInBlocks } from "../../src/sandbox/slack/blocks/validate.ts";
import { unaudited } from "../support/audited.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { cardMakers, withCalls } from "./card-makers.ts";
import { type Cards, galleryOf } from "./gallery.ts";
import { countsNothing, flagsNothing, marksNothing } from "./no-lists.ts";
import { customer } from "./scenes/world.ts";
import { scenesOf } from "./scenes.ts";

/**
 * Every card of the bot as each platform draws it, by feature and language: those of the demo company, and scenes of
 * what does not come up there. What changes in a card, or in how it is drawn, shows as a difference in these files.
 */
const mention = (member: string) => `U-${member.slice(0, 4)}`;
const wire = (value: unknown) => JSON.parse(JSON.stringify(value));
/** Written out, or packed into a button. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=~)[\w-]{22}/g;

/** Ids by the order in which they stand: most are others each time. */
const plain = (value: unknown): string => {
  const known = new Map<string, string>();
  const named = (id: string) => {
    const name = known.get(id) ?? `id-${known.size + 1}`;
    known.set(id, name);
    return name;
  };
  return `${JSON.stringify(value, null, 1).replaceAll(ID, named)}\n`;
};

const drawn = (cards: Cards, draw: (card: Card, name: string) => unknown) =>
  Object.fromEntries(
    Object.entries(cards)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, card]) => [name, draw(card, name)]),
  );

/** How small print says until when something was counted. */
const UNTIL = { en: /\bas of\b|\bto \w{3} \d/i, zh: /截至|此刻|到 周. \d/ } as const;

type Flagged = Pick<Customer, "name" | "shortNames" | "flags">;
const flaggedIn = (database: TestDatabase["handle"]): Promise<Flagged[]> =>
  from({ database }).customer.findMany({ where: { flags: { isEmpty: false } } });

/** Cards whose title names one of the customers, and those of them that do not begin with its flags. */
const missingFlags = (gallery: ReadonlyMap<string, Cards>, flagged: readonly Flagged[], language: Language) => {
  const all = [...gallery.values()].flatMap((cards) => Object.entries(cards)).filter(([name]) => !flagsNothing(name));
  const cards = all.flatMap(([name, card]) => {
    const about = flagged.filter((one) => [one.name, ...one.shortNames].some((said) => card.title.includes(said)));
    return about.length === 0
      ? []
      : [{ name, card, flags: sayFlags({ flags: about.flatMap((one) => one.flags) }, language) }];
  });
  const missing = cards.filter(({ card: { tags = [] }, flags }) => !flags.every((flag, place) => tags[place] === flag));
  return { cards: cards.length, missing: missing.map(({ name, card, flags }) => ({ name, title: card.title, flags })) };
};

/** Lines and buttons that name one of the customers on a card that is not about it alone, and say no flag of it. */
const unmarked = (gallery: ReadonlyMap<string, Cards>, flagged: readonly Flagged[], language: Language) => {
  const all = [...gallery.values()].flatMap((cards) => Object.entries(cards)).filter(([name]) => !marksNothing(name));
  return all.flatMap(([name, { title, lines = [], buttons = [] }]) => {
    const about = flagged.filter((one) => ![one.name, ...one.shortNames].some((called) => title.includes(called)));
    return about.flatMap((one) => {
      const [flag = ""] = sayFlags(one, language);
      const onLines = lines
        .map(({ text, detail = "" }) => `${plainText(text)}\n${plainText(detail)}`)
        .filter((said) => !said.includes(flag));
      const onButtons = buttons
        .map(({ label }) => label)
        .filter((said) => one.flags.includes("warning") && !said.startsWith("⚠️"));
      return [...onLines, ...onButtons].filter((said) => said.includes(one.name)).map((said) => ({ name, said }));
    });
  });
};

const MAKERS = cardMakers();

const together = (...galleries: readonly ReadonlyMap<string, Cards>[]): ReadonlyMap<string, Cards> => {
  const all = new Map<string, Cards>();
  for (const [feature, cards] of galleries.flatMap((gallery) => [...gallery]))
    all.set(feature, { ...all.get(feature), ...cards });
  return all;
};

describe.each(LANGUAGES)("all cards, %s", (language) => {
  const database = withDatabase();
  let shown: Readonly<Record<"demo" | "scenes", ReadonlyMap<string, Cards>>>;
  let gallery: ReadonlyMap<string, Cards>;
  let called: ReadonlySet<string>;
  beforeAll(async () => {
    [shown, called] = await withCalls(async () => ({
      demo: await galleryOf(database, language),
      scenes: scenesOf(language),
    }));
    gallery = together(shown.demo, shown.scenes);
  }, 120_000);

  test("there are cards of every feature with something to type or to press", () => {
    const silent = features.filter(({ name, commands = [], actions = [] }) => {
      const known = [name, ...actions.map(({ action }) => action.name.split(".")[0] ?? "")];
      return commands.length + actions.length > 0 && !known.some((each) => gallery.has(each));
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test("whatever makes a card has made one of these: what is new needs a scene", () => {
    expect(MAKERS.length).toBeGreaterThan(150);
    expect(MAKERS.filter((maker) => !called.has(maker))).toEqual([]);
  });

  test("every list says what it counts and until when", () => {
    const all = [...gallery.values()].flatMap((cards) => Object.entries(cards));
    const lists = all.filter(([name, { lines = [], table }]) => (lines.length > 0 || table) && !countsNothing(name));
    expect(lists.length).toBeGreaterThan(20);
    const said = lists.map(([name, { footer = "" }]) => ({ name, footer: plainText(footer) }));
    expect(said.filter(({ footer }) => !UNTIL[language].test(footer))).toEqual([]);
  });

  test("a flag stands on every card of its customer, warning first", async () => {
    const demo = missingFlags(shown.demo, await flaggedIn(database.handle), language);
    const scenes = missingFlags(shown.scenes, [customer], language);
    expect(Math.min(demo.cards, scenes.cards)).toBeGreaterThan(15);
    expect([...demo.missing, ...scenes.missing]).toEqual([]);
  });

  test("a name among others on a list stands after the first flag of its customer", async () => {
    expect(unmarked(shown.demo, await flaggedIn(database.handle), language)).toEqual([]);
    expect(unmarked(shown.scenes, [customer], language)).toEqual([]);
  });

  test("whatever was changed on the way is in the audit log", async () => {
    expect(await unaudited(database.url)).toEqual([]);
  });

  test("on Slack", async () => {
    for (const [feature, cards] of gallery) {
      const all = drawn(cards, (card, name) => {
        const message = slackCard(card, mention);
        expect(problemsInBlocks(wire(message.blocks), "message"), name).toEqual([]);
        return message;
      });
      await expect(plain(all)).toMatchFileSnapshot(`slack/gallery/${feature}.${language}.json`);
    }
  });

  test("on Feishu", async () => {
    for (const [feature, cards] of gallery) {
      const all = drawn(cards, (card, name) => {
        const json = feishuCard(card, { mention, key: name });
        expect(validateCard(JSON.stringify(json)), name).toBeUndefined();
        return json;
      });
      await expect(plain(all)).toMatchFileSnapshot(`feishu/gallery/${feature}.${language}.json`);
    }
  });
});
