import { z } from "zod";
import { type Card, defineAction } from "../../src/chat/card.ts";
import { type Ctx, defineFeature, type Outcome, onPress, onSubmit } from "../../src/chat/feature.ts";
import {
  amount,
  check,
  choice,
  choices,
  date,
  datetime,
  defineForm,
  file,
  number,
  open,
  people,
  place,
  text,
} from "../../src/chat/form.ts";
import { audit } from "../../src/data/audit.ts";

/** A feature that can do everything a feature can ask of a platform; what it heard is kept for the tests to look at. */
export interface Trial {
  readonly feature: ReturnType<typeof defineFeature>;
  /** The values of every submit that reached a handler. */
  readonly submitted: Record<string, unknown>[];
  readonly heard: { readonly text: string; readonly place: Ctx["place"]; readonly who: string }[];
  /** Presses that changed something, by the payload's note. */
  readonly pressed: string[];
  readonly left: string[];
  /** Names of the files a handler was given. */
  readonly given: string[];
  /** Lets go of what a slow one holds, once it does. */
  release(): Promise<void>;
  /** Options of the static choice: may be changed between opening and submitting. */
  colours: { value: string; label: string }[];
}

export const card = (title: string, more: Partial<Card> = {}): Card => ({ tone: "done", title, plain: title, ...more });

/** Bytes the trial reads of a file. */
const MOST_READ = 500_000;

export const createTrial = (): Trial => {
  let release: (() => void) | undefined;
  let reached: (() => void) | undefined;
  const held = () =>
    new Promise<void>((resolve) => {
      release = () => {
        release = undefined;
        resolve();
      };
      reached?.();
    });
  const trial: Trial = {
    submitted: [],
    heard: [],
    pressed: [],
    left: [],
    given: [],
    async release() {
      // A note of the platform may stand there before what it is about has got as far.
      if (!release)
        await new Promise<void>((resolve) => {
          reached = resolve;
        });
      release?.();
    },
    colours: [
      { value: "red", label: "Red" },
      { value: "blue", label: "Blue" },
    ],
    get feature() {
      return feature;
    },
  };

  const note = z.object({ note: z.string() });
  const mark = defineAction("trial.mark", note);
  const tell = defineAction("trial.tell", note);
  const ask = defineAction("trial.ask", note);
  const fail = defineAction("trial.fail", note);
  const wait = defineAction("trial.wait", note);
  const stale = defineAction("trial.stale", note);
  const shout = defineAction("trial.shout", note);

  const whole = defineForm({
    id: "trial.whole",
    params: z.object({ about: z.string() }),
    sample: { about: "x".repeat(200) },
    build: (language, { about }) => ({
      title: language === "zh" ? "全部字段" : "Every field",
      submit: language === "zh" ? "保存" : "Save",
      intro: [`About ${about}`],
      facts: [{ label: "Fact", value: "known" }],
      fields: {
        words: text({ label: "Words", max: 3000, long: true, hint: "Anything", placeholder: "Say it" }),
        count: number({ label: "Count", whole: true, optional: true }),
        price: amount({ label: "Price", currency: "CNY" as never, optional: true }),
        day: date({ label: "Day", optional: true }),
        moment: datetime({ label: "Moment", optional: true }),
        colour: choice({ label: "Colour", options: trial.colours, optional: true }),
        fruits: choices({ label: "Fruits", options: FRUITS, optional: true }),
        found: choice({ label: "Found", search: find, optional: true }),
        friends: people({ label: "Friends", optional: true }),
        boss: people({ label: "Boss", max: 1, optional: true }),
        paper: file({ label: "Paper", accept: ["csv"], optional: true }),
        sure: check({ label: "Sure" }),
        channel: place({ label: "Channel", optional: true }),
      },
    }),
  });
  const find = async (_sight: unknown, typed: string) =>
    ["宏达机电", "Hongda Motors", "华信"]
      .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
      .map((label) => ({ value: label, label }));

  const small = defineForm({
    id: "trial.small",
    params: z.object({ next: z.string() }),
    sample: { next: "x".repeat(100) },
    build: (language) => ({
      title: language === "zh" ? "一句话" : "One line",
      submit: "OK",
      fields: { line: text({ label: "Line", max: 3000 }) },
    }),
  });

  const buttons = [
    {
      label: "Mark",
      press: mark.with({ note: "a" }),
      look: "primary" as const,
      confirm: { title: "Sure?", text: "Really", yes: "Yes", no: "No" },
    },
    { label: "Tell", press: tell.with({ note: "b" }) },
    { label: "Ask", press: ask.with({ note: "c" }) },
    { label: "Wait", press: wait.with({ note: "d" }) },
    { label: "Fail", press: fail.with({ note: "e" }) },
  ];
  const menu = [
    { label: "Stale", press: stale.with({ note: "f" }) },
    { label: "Shout", press: shout.with({ note: "g" }) },
  ];

  const changed = (ctx: Ctx, note: string, outcome: Outcome): Promise<Outcome> =>
    ctx.change(async (change) => {
      await audit(change, { what: "trial.pressed", subject: `trial:${note}`, after: { note } });
      trial.pressed.push(note);
      return outcome;
    });

  const outcomes: Record<string, (ctx: Ctx) => Promise<Outcome> | Outcome> = {
    fix: () => ({ fix: { line: "Not this line" } }),
    "fix all": () => ({ fix: { "": "Not like this", line: "Nor this" } }),
    throw: () => {
      throw new Error("broken on purpose");
    },
    replace: () => ({ replace: card("Replaced by the form"), say: card("And said") }),
    ask: () => ({ ask: open(whole, { about: "second" }, { seeds: { words: "from the first" } }) }),
    change: (ctx) => changed(ctx, "by words", { show: card("Changed by words"), thread: card("Below the change") }),
    refuse: () => ({ refuse: { en: "Not done: no reason. Try later.", zh: "没有办成：没有原因。稍后再试。" } }),
    all: () => ({ show: card("For everyone"), to: "all" }),
    threaded: () => ({ show: card("Stands above"), thread: card("Stands below", { buttons: buttons.slice(1, 2) }) }),
    "all threaded": () => ({ show: card("Above for all"), to: "all", thread: card("Below for all") }),
    "slow threaded": async () => {
      await held();
      return { show: card("Above at last"), thread: card("Below at last") };
    },
  };

  const feature = defineFeature({
    name: "trial",
    files: {
      endings: ["csv", "xlsx"],
      async given(ctx, files) {
        const said: string[] = [];
        for (const file of files) {
          trial.given.push(file.name);
          if (file.name.startsWith("slow")) await held();
          const bytes = await file.read(MOST_READ);
          said.push(`${file.name}: ${bytes ? `${bytes.length} bytes` : "too large"}`);
        }
        return ctx.change(async (change) => {
          await audit(change, { what: "trial.given", subject: `trial:${files.length}`, after: {} });
          return { show: card("Read", { text: said }) };
        });
      },
    },
    commands: [
      {
        name: "trial",
        aliases: ["试"],
        about: { en: "Try it", zh: "试试" },
        hint: { en: "[what]", zh: "[什么]" },
        example: { en: "/trial card", zh: "/trial card" },
        run: async (ctx, typed) => {
          trial.heard.push({ text: typed, place: ctx.place, who: ctx.who.name });
          if (typed === "slow") {
            await held();
            return { show: card("Done at last") };
          }
          if (typed === "form") return { ask: open(whole, { about: "first" }) };
          if (typed === "slow form") {
            await held();
            return { ask: open(small, { next: "card" }, { seeds: { line: "kept" } }) };
          }
          if (typed.startsWith("small ")) return { ask: open(small, { next: typed.slice(6) }) };
          if (typed === "seeded") {
            return { ask: open(whole, { about: "seeded" }, { seeds: SEEDS, errors: { day: "This day is past" } }) };
          }
          if (typed.startsWith("show ")) return { show: card(typed.slice(5), { text: [typed.slice(5)] }) };
          const outcome = outcomes[typed];
          return outcome
            ? outcome(ctx)
            : { show: card("A card", { text: ["With text"], buttons, menu, footer: "Small print" }) };
        },
      },
    ],
    forms: [
      onSubmit(whole, async (ctx, values, { about }) =>
        ctx.change(async () => {
          trial.submitted.push(values);
          return { show: card(`Saved ${about}`, { text: [values.words] }) };
        }),
      ),
      onSubmit(small, async (ctx, { line }, { next }) => {
        if (next.startsWith("slow")) await held();
        const outcome = outcomes[next.replace(/^slow /, "")];
        if (outcome && line !== "good") return outcome(ctx);
        return changed(ctx, line, { show: card(`Noted ${line}`) });
      }),
    ],
    actions: [
      onPress(mark, (ctx, { note }) => changed(ctx, note, { replace: card("Marked") })),
      onPress(tell, (ctx, { note }) => changed(ctx, note, { show: card("Told you") })),
      onPress(shout, (ctx, { note }) => changed(ctx, note, { show: card("Told all"), to: "all" })),
      onPress(ask, async () => ({ ask: open(small, { next: "replace" }) })),
      onPress(wait, async (ctx, { note }) => {
        await held();
        return changed(ctx, note, { show: card("Waited for") });
      }),
      onPress(fail, () => {
        throw new Error("broken on purpose");
      }),
      onPress(stale, async () => ({
        refuse: { en: "Not done: it was decided before. Look at the card.", zh: "没有改动：已经决定过了。请看卡片。" },
        stale: card("As it is now"),
      })),
    ],
    home: [
      {
        order: 1,
        build: async (ctx) => [
          card(`Home of ${ctx.who.name}`, {
            lines: [{ text: "One thing", buttons: [{ label: "Mark", press: mark.with({ note: "home" }) }] }],
          }),
        ],
      },
    ],
    left: async ({ member }) => {
      trial.left.push(member);
    },
  });
  return trial;
};

const FRUITS = [
  { value: "apple", label: "Apple" },
  { value: "pear", label: "Pear" },
  { value: "plum", label: "Plum" },
];

const SEEDS = {
  words: "known words",
  count: 3,
  day: "2026-11-20" as never,
  colour: { value: "blue", label: "Blue" },
  fruits: [{ value: "pear", label: "Pear" }],
  found: { value: "华信", label: "华信" },
  sure: true,
};
