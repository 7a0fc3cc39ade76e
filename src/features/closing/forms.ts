import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, type Search } from "../../chat/form.ts";
import { readOpenTeam, readTeamsBeside } from "./store.ts";
import { sayInside, texts } from "./texts.ts";

export const beginClosing = defineAction("closing.team", z.object({ id: z.uuid() }));
export const closeSegment = defineAction("closing.segment", z.object({ id: z.uuid() }));

const inside = z.object({ people: z.int(), customers: z.int(), openDeals: z.int() });
const params = z.object({ id: z.uuid(), version: z.int(), name: z.string(), inside });

const findBeside: Search<z.output<typeof params>> = async (ctx, typed, { id }) => {
  const team = ctx.scope.roles.has("admin") ? await readOpenTeam(ctx.scope, id) : undefined;
  const rows = team ? await readTeamsBeside(ctx.scope, team, typed) : [];
  return rows.map((row) => ({ value: row.id, label: row.name }));
};

/** Where what is in a team goes when it is closed. */
export const closeTeamForm = defineForm({
  id: "closing.team",
  params,
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    version: 1_000_000,
    name: "x".repeat(60),
    inside: { people: 1_000, customers: 1_000_000, openDeals: 1_000_000 },
  },
  build: (language, given) => {
    const t = texts[language];
    const { name } = given;
    return {
      title: t.closeTitle,
      submit: t.close,
      intro: [t.closeIntro({ name, inside: sayInside(given.inside, language) })],
      fields: {
        into: choice({ label: t.into, hint: t.intoHint, optional: true, search: findBeside, complete: true }),
      },
    };
  },
});
