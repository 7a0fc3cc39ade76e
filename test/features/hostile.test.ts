import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineAction } from "../../src/chat/card.ts";
import { defineFeature, type Outcome, onPress, onSubmit } from "../../src/chat/feature.ts";
import { choice, defineForm, open, people, type Search, text } from "../../src/chat/form.ts";
import { visible } from "../../src/chat/typed.ts";
import { newId, type OrganizationId } from "../../src/core/ids.ts";
import { audit } from "../../src/data/audit.ts";
import { from } from "../../src/data/client.ts";
import { withConversation } from "../support/conversation.ts";

const HALF = "\ud83d";
const bad = (word: string) => `${word.slice(0, 1)}\0${HALF}${word.slice(1)}\udc00`;
const shown = (title: string): Outcome => ({ show: { tone: "done", title, plain: title } });

const tell = defineAction("keeper.tell", z.object({ said: z.string() }));
const echo: Search<unknown> = async (_sight, typed) => [{ value: typed, label: typed }];
const form = defineForm({
  id: "keeper.keep",
  params: z.object({ about: z.string() }),
  sample: { about: "x" },
  build: () => ({
    title: "Keep",
    submit: "Keep",
    fields: {
      said: text({ label: "Said", max: 100 }),
      one: choice({ label: "One", search: echo }),
      met: people({ label: "Met", optional: true }),
    },
  }),
});

/** Keeps in the database, as text and as jsonb, whatever reaches it. */
const keeper = defineFeature({
  name: "keeper",
  commands: [
    {
      name: "keep",
      aliases: ["k"],
      about: { en: "Keep", zh: "记" },
      hint: { en: "", zh: "" },
      example: { en: "/keep x", zh: "/keep x" },
      run: (ctx, typed) =>
        typed
          ? ctx.change(async (change) => {
              await audit(change, { what: typed, subject: typed, after: { typed } });
              return shown(typed.slice(0, 10));
            })
          : Promise.resolve({ ask: open(form, { about: "it" }) }),
    },
  ],
  forms: [
    onSubmit(form, (ctx, values, params) =>
      ctx.change(async (change) => {
        const met = values.met?.map(({ identity }) => identity.user) ?? [];
        await audit(change, { what: values.one, subject: params.about, after: { ...values, met } });
        return shown([values.said, values.one, params.about, ...met].join(" "));
      }),
    ),
  ],
  actions: [
    onPress(tell, (ctx, { said }) =>
      ctx.change(async (change) => {
        await audit(change, { what: said, subject: said, after: { said } });
        return shown(said);
      }),
    ),
  ],
  stranger: async ({ identity, typed, profile, organizationId, change }) =>
    change(organizationId as OrganizationId, async (inside) => {
      const subject = `${identity.user} ${typed}`;
      await audit(inside, { what: "join.asked", subject, after: { name: profile.name } });
      return shown(subject);
    }),
});

const house = withConversation({ features: [keeper], at: "2026-11-23T09:00:00+08:00" });
const kept = () => from({ database: house.database.handle }).auditEntry.count();
const by = async (name: string) => {
  const { platform, workspace, people: known } = house.company;
  const user = known[name]?.user ?? name;
  const place = { platform, workspace, place: bad(`D-${user}`), kind: "direct" } as const;
  return { id: bad(newId()), identity: { platform, workspace, user: bad(user) }, place, receivedAt: house.clock.now() };
};
const title = (answer: { shown?: unknown } | undefined) => answer?.shown as { card: { title: string } };

describe("NUL and halves of characters never reach the database", () => {
  test("as the words of a command", async () => {
    const answer = await house.kernel.command({ ...(await by("Emma")), name: bad("keep"), typed: bad("hello") });
    expect(title(answer).card.title).toBe("hello");
    await answer.settled();
  });

  test("as talk, also delivered again", async () => {
    const arrival = { ...(await by("Emma")), text: bad("/keep talk"), mentioned: false };
    const answer = await house.kernel.say(arrival);
    await answer?.settled();
    expect(title(answer).card.title).toBe("talk");
    expect(await house.kernel.say(arrival)).toBeUndefined();
  });

  test("as what a button carries, raw or escaped", async () => {
    const before = await kept();
    for (const payload of [JSON.stringify({ said: bad("press") }), `{"said":"press\\u0000\\ud83d"}`]) {
      const answer = await house.kernel.press({ ...(await by("Emma")), action: bad(tell.name), payload });
      expect(title(answer).card.title).toBe("press");
    }
    expect(await kept()).toBe(before + 2);
  });

  test("as a text, a choice, a person or a parameter of a form", async () => {
    const answer = await house.kernel.submit({
      ...(await by("Emma")),
      formId: form.id,
      params: `{"about":"it\\u0000\\udc00"}`,
      values: {
        said: { text: bad("said") },
        one: { choices: [{ value: bad("one"), label: bad("one") }] },
        met: { ids: [bad("U-someone")] },
      },
    });
    expect(title(answer).card.title).toBe("said one it U-someone");
  });

  test("as what is searched for", async () => {
    const search = { formId: form.id, params: `{"about":"it"}`, field: "one", typed: bad("find") };
    expect(await house.kernel.search({ ...(await by("Emma")), ...search })).toEqual([{ value: "find", label: "find" }]);
  });

  test("as an answer that was cut in the middle of an emoji", async () => {
    const typed = `${"x".repeat(9)}\u{1f600}`;
    const answer = await house.kernel.command({ ...(await by("Emma")), name: "keep", typed });
    expect(title(answer).card.title).toBe("x".repeat(9));
  });

  test("as a stranger", async () => {
    const answer = await house.kernel.command({ ...(await by("U-stranger")), name: "keep", typed: bad("me") });
    expect(title(answer).card.title).toBe("U-stranger /keep me");
  });

  test("nothing is lost with them: pairs, families and line ends stay", () => {
    expect(visible(`a${HALF}b \u{1f600}👨‍👩‍👧\0\r\nc\udc00`)).toBe("ab \u{1f600}👨‍👩‍👧\nc");
    expect(visible("\ud83d\0\ude00")).toBe("");
  });
});
