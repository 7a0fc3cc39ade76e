import { z } from "zod";
import { choice, defineForm, type Search } from "../../chat/form.ts";
import { managesPeople } from "../../domain/roles.ts";
import { standingFields } from "../admission/public.ts";
import { awaitedChoice } from "./cards.ts";
import { readAwaited, readJoinRequest } from "./store.ts";
import { texts } from "./texts.ts";

/** People who are not known on the platform of the request: of a list, or at work on another. */
const findAwaited: Search<{ readonly id: string }> = async (ctx, typed, { id }) => {
  const request = managesPeople(ctx.scope) ? await readJoinRequest(ctx.scope, id) : undefined;
  return request
    ? (await readAwaited(ctx.scope, request.identity, typed)).map((one) => awaitedChoice(one, ctx.language))
    : [];
};

export const letInForm = defineForm({
  id: "team.letIn",
  params: z.object({ id: z.uuid(), version: z.int(), name: z.string() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1_000_000, name: "x".repeat(200) },
  build: (language, { name }) => {
    const t = texts[language];
    const known = choice({ label: t.known, hint: t.knownHint, optional: true, search: findAwaited });
    // Whoever is at work already keeps their roles.
    const standing = standingFields(language);
    return {
      title: t.letInTitle,
      submit: t.letIn,
      intro: [name],
      fields: { known, ...standing, roles: { ...standing.roles, optional: true } },
    };
  },
});
