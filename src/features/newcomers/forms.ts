import { z } from "zod";
import { type Choice, choice, defineForm, type Search } from "../../chat/form.ts";
import { managesPeople } from "../../domain/roles.ts";
import { standingFields } from "../admission/public.ts";
import { type Awaited, readAwaited } from "./store.ts";
import { texts } from "./texts.ts";

/** People of a list who have not written yet. */
const findAwaited: Search<unknown> = async (ctx, typed) =>
  managesPeople(ctx.scope) ? (await readAwaited(ctx.scope, typed)).map(awaitedChoice) : [];
export const awaitedChoice = ({ id, name, mail }: Awaited): Choice => ({
  value: id,
  label: name,
  ...(mail !== null && { detail: mail }),
});

export const letInForm = defineForm({
  id: "team.letIn",
  params: z.object({ id: z.uuid(), version: z.int(), name: z.string() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1_000_000, name: "x".repeat(200) },
  build: (language, { name }) => {
    const t = texts[language];
    const known = choice({ label: t.known, hint: t.knownHint, optional: true, search: findAwaited });
    return { title: t.letInTitle, submit: t.letIn, intro: [name], fields: { known, ...standingFields(language) } };
  },
});
