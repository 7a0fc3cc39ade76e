import { describe, expect, test } from "vitest";
import { z } from "zod";
import { reopen } from "../../src/chat/answers.ts";
import { type Card, defineAction } from "../../src/chat/card.ts";
import { defineFeature, onPress, onSubmit } from "../../src/chat/feature.ts";
import { choice, date, defineForm, open, type Search, text } from "../../src/chat/form.ts";
import { newId } from "../../src/core/ids.ts";
import { audit } from "../../src/data/audit.ts";
import { from } from "../../src/data/client.ts";
import { leaseDelivery } from "../../src/data/deliveries.ts";
import { withConversation } from "../support/conversation.ts";

const card = (title: string): Card => ({ tone: "done", title, plain: title });
const add = defineAction("notes.add", z.object({ note: z.string() }));
const noteForm = defineForm({
  id: "notes.note",
  params: z.object({ about: z.string() }),
  sample: { about: "x" },
  build: () => ({
    title: "Note",
    submit: "Save",
    fields: { note: text({ label: "Note", max: 20 }), on: date({ label: "On", optional: true }) },
  }),
});
const findOneself: Search<unknown> = async ({ who }) => [{ value: who.id, label: who.name }];
const askForm = defineForm({
  id: "notes.ask",
  params: z.object({}),
  sample: {},
  build: () => ({
    title: "Ask",
    submit: "Ask",
    fields: { whom: choice({ label: "Whom", search: findOneself }) },
  }),
});
const notes = defineFeature({
  name: "notes",
  commands: [
    {
      name: "note",
      aliases: ["记录", "n"],
      glued: ["记录"],
      about: { en: "Note something", zh: "记一笔" },
      hint: { en: "[what]", zh: "[内容]" },
      example: { en: "/note hello", zh: "/note 你好" },
      async run(ctx, typed) {
        if (typed === "boom") throw new Error("boom");
        if (typed === "ask") return { ask: open(askForm, {}) };
        if (!typed) return { ask: open(noteForm, { about: "form" }) };
        return ctx.change(async (change) => {
          await audit(change, { what: "note.made", subject: `note:${typed}` });
          return typed === "refused"
            ? { refuse: { en: "Not noted: too short. Write more.", zh: "没有记录：太短。请多写一点。" } }
            : { show: { ...card(typed), buttons: [{ label: "Again", press: add.with({ note: typed }) }] } };
        });
      },
    },
  ],
  forms: [
    onSubmit(askForm, async () => ({ show: card("asked") })),
    onSubmit(noteForm, (ctx, values) =>
      ctx.change(async (change) => {
        await audit(change, { what: "note.made", subject: `note:${values.note}` });
        return values.note === "fix"
          ? { fix: { note: "Not this." } }
          : { show: card(`${values.note} ${values.on ?? "never"}`) };
      }),
    ),
  ],
  actions: [
    onPress(add, (ctx, { note }) =>
      ctx.change(async (change) => {
        await audit(change, { what: "note.again", subject: `note:${note}` });
        return { replace: card(`${note} again`) };
      }),
    ),
  ],
});

const house = withConversation({ features: [notes], at: "2026-11-23T09:00:00+08:00" });
const made = (subject: string) =>
  from({ database: house.database.handle }).auditEntry.count({ where: { subject: `note:${subject}` } });

describe("commands", () => {
  test.each(["/note hello", "／记录 hello", "记录hello", "N　hello"])("%s is understood", async (typed) => {
    const li = house.person("李伟");
    await li.types(typed);
    expect(li.card.title).toBe("hello");
  });

  test("what is not understood shows what can be said", async () => {
    const li = house.person("李伟");
    await li.types("what?");
    expect(li.card.title).toBe("没听懂“what?”");
    expect(li.reads).toContain("/note 记录 · 记一笔");
  });

  test("a refusal changes nothing and says what to do", async () => {
    const emma = house.person("Emma");
    await emma.types("/note refused");
    expect(emma.card).toMatchObject({ tone: "stopped", title: "Not noted", text: ["Too short. Write more."] });
    expect(await made("refused")).toBe(0);
  });

  test("a throw is an apology with a reference", async () => {
    const emma = house.person("Emma");
    await emma.types("/note boom");
    expect(emma.reads).toMatch(/Nothing was changed[\s\S]*R-[A-Z0-9]{6}/);
  });
});

describe("once", () => {
  test("a delivery that comes again changes nothing and is answered the same", async () => {
    const li = house.person("李伟");
    const id = newId();
    await li.commands("note", "once", { id });
    await li.commands("note", "once", { id });
    expect(li.card.title).toBe("once");
    expect(await made("once")).toBe(1);
  });

  test("a command that nobody knows is answered with what can be said", async () => {
    const li = house.person("李伟");
    await li.commands("unheard", "of");
    expect(li.reads).toContain("没听懂“unheard”");
    expect(li.reads).toContain("/note");
  });

  test("the same delivery twice at the same time changes once", async () => {
    const [li, emma] = [house.person("李伟"), house.person("Emma")];
    const id = newId();
    await Promise.all([li.commands("note", "twin", { id }), emma.commands("note", "twin", { id })]);
    expect([li.card.title, emma.card.title]).toEqual(["twin", "twin"]);
    expect(await made("twin")).toBe(1);
  });

  test("words that a platform delivers three times are answered once", async () => {
    const li = house.person("李伟");
    const id = newId();
    expect(await li.types("/note thrice", { id })).toBeDefined();
    expect(await li.types("/note thrice", { id })).toBeUndefined();
    expect(await li.types("/note thrice", { id })).toBeUndefined();
    expect(await made("thrice")).toBe(1);
  });

  test.each(["note boom", "note ask", "what?"])(
    "%s changes nothing and is answered once, however late the words or the menu press come again",
    async (typed) => {
      const { kernel, company, database } = house;
      const { platform, workspace } = company;
      const identity = { platform, workspace, user: company.people.李伟!.user };
      const place = { ...identity, place: "D1", kind: "direct" } as const;
      const arrival = () => ({ id: newId(), identity, place, receivedAt: new Date() });
      const [words, menu] = [arrival(), arrival()];
      const arrive = [
        () => kernel.say({ ...words, text: `/${typed}`, mentioned: true }),
        () => kernel.command({ ...menu, name: "note", typed: typed.slice("note ".length), repeats: true }),
      ];
      for (const come of arrive) {
        const first = await come();
        expect(first?.shown).toBeDefined();
        await first?.settled();
        await from({ database: database.handle }).delivery.updateMany({ data: { leasedUntil: new Date(0) } });
        const again = await come();
        expect(again?.shown ?? again?.late ?? again?.elsewhere).toBeUndefined();
      }
    },
  );

  test("words that another process has are not done here, until that process has ended without a word", async () => {
    const li = house.person("李伟");
    const id = newId();
    const account = { platform: "slack", workspace: "T1", user: house.company.people.李伟!.user };
    const lease = () => leaseDelivery(house.database.handle, id, account);
    expect(await lease()).toBe("ours");
    expect(await lease()).toBe("held");
    expect(await li.types("/note taken up", { id })).toBeUndefined();
    expect(await made("taken up")).toBe(0);
    const db = from({ database: house.database.handle });
    await db.$executeRaw`UPDATE "Delivery" SET "leasedUntil" = now() - interval '1 second' WHERE "id" = ${id}`;
    expect(await li.types("/note taken up", { id })).toBeDefined();
    expect(await made("taken up")).toBe(1);
    expect(await lease()).toBe("over");
  });

  test("whose answer could not be shown are answered in the direct chat: a form by its button, once, a change as ever", async () => {
    const { kernel, company } = house;
    const { platform, workspace } = company;
    const { user } = company.people.李伟!;
    const identity = { platform, workspace, user };
    const arrives = (typed: string) => {
      const place = { ...identity, place: "D1", kind: "direct" } as const;
      return kernel.command({ id: newId(), identity, place, receivedAt: new Date(), name: "note", typed });
    };
    const waiting = async () => {
      const db = from({ database: house.database.handle });
      const rows = await db.delivery.findMany({ where: { user, answeredAt: null, doneAt: { not: null } } });
      await db.delivery.updateMany({ where: { user }, data: { answeredAt: new Date() } });
      return rows.map(({ outcome }) => outcome);
    };
    await waiting();
    const asked = await arrives("");
    expect(asked.shown?.kind).toBe("form");
    await asked.missed();
    await asked.missed();
    expect(await waiting()).toMatchObject([{ kind: "card", card: { buttons: [{ press: { action: reopen.name } }] } }]);
    const changed = await arrives("missed");
    await changed.missed();
    expect(await waiting()).toMatchObject([{ kind: "card", card: { title: "missed" } }]);
    expect(await made("missed")).toBe(1);
  });

  test("a Home that is asked for again by the same press is shown once; one that another process has is left", async () => {
    const { kernel, company } = house;
    const { platform, workspace } = company;
    const identity = { platform, workspace, user: company.people.李伟!.user };
    const [mine, theirs] = [newId(), newId()];
    expect(await kernel.homeOpened(identity, mine)).toBe(true);
    expect(await leaseDelivery(house.database.handle, mine, identity)).toBe("over");
    expect(await kernel.homeOpened(identity, mine)).toBe(true);
    await leaseDelivery(house.database.handle, theirs, identity);
    expect(await kernel.homeOpened(identity, theirs)).toBe(false);
  });

  test("a button of a stored card works", async () => {
    const li = house.person("李伟");
    await li.types("/note press");
    await li.presses("Again");
    expect(li.card.title).toBe("press again");
  });
});

describe("forms", () => {
  test("a mistake stays in the form, with what was typed", async () => {
    const emma = house.person("Emma");
    await emma.types("/note");
    await emma.fills({ note: "far too long for this field", on: "2026-02-30" }).submits();
    expect(emma.form.errors).toEqual({
      note: "At most 20 characters; this has 27.",
      on: "This day does not exist. Please pick another.",
    });
    expect(emma.form.values.note).toEqual({ text: "far too long for this field" });
    await emma.fills({ note: "fix", on: "2026-02-28" }).submits();
    expect(emma.form.errors).toEqual({ note: "Not this." });
    expect(await made("fix")).toBe(0);
    await emma.fills({ note: "done" }).submits();
    expect(emma.card.title).toBe("done 2026-02-28");
  });

  test("its choices are looked for as whoever it opens for, and another gets their own", async () => {
    const [emma, li] = [house.person("Emma"), house.person("李伟")];
    await emma.types("/note ask");
    const opening = emma.form;
    expect((await emma.searches("whom", "", { opening })).map(({ label }) => label)).toEqual(["Emma"]);
    await li.types("/note ask");
    expect((await li.searches("whom", "", { opening })).map(({ label }) => label)).toEqual(["李伟"]);
    expect((await li.searches("whom", "")).map(({ label }) => label)).toEqual(["李伟"]);
  });

  test("what cannot be seen is taken out", async () => {
    const emma = house.person("Emma");
    await emma.types("/note");
    await emma.fills({ note: " a\u202eb\u0007c\u200b 👨‍👩‍👧 " }).submits();
    expect(emma.card.title).toBe("abc 👨‍👩‍👧 never");
  });
});
