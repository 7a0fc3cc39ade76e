import type { Ctx, Outcome } from "../../chat/feature.ts";
import { contactsById } from "../contacts/public.ts";
import { customerById, throughMerges } from "../customers/public.ts";
import { factsOf } from "../facts/public.ts";
import { activitiesCard, factsCard, standingFacts } from "./cards.ts";
import type { AboutFacts } from "./forms.ts";
import { ACTIVITIES_A_PAGE, ENTRIES_OF, MOVING } from "./rules.ts";
import { readActivities, readEntries, readLast } from "./store.ts";
import { gone } from "./texts.ts";

const ENTRIES = 15;

const pageFrom = (size: number, after: string | undefined) => ({ size, ...(after !== undefined && { after }) });

export async function pressActivities(
  ctx: Ctx,
  { id, after }: { readonly id: string; readonly after?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, id);
  if (!customer) return { refuse: gone };
  return {
    show: activitiesCard(
      customer,
      await readActivities(ctx.scope, customer.id, pageFrom(ACTIVITIES_A_PAGE, after)),
      ctx,
    ),
  };
}

const entriesOf = (of: AboutFacts["of"], id: string) => ({ subject: `${of}:${id}`, kinds: ENTRIES_OF[of] });

export async function pressFacts(ctx: Ctx, about: AboutFacts): Promise<Outcome> {
  const { of, id, after } = about;
  const page = pageFrom(ENTRIES, after);
  const hide = ctx.place.kind === "group";
  if (of === "contact") {
    const [contact] = await contactsById(ctx.scope, [id]);
    if (!contact) return { refuse: gone };
    const customer = await customerById(ctx.scope, contact.customerId);
    if (!customer) return { refuse: gone };
    const entries = await readEntries(ctx.scope, entriesOf(of, contact.id), page);
    const whose = { ...about, id: contact.id, name: contact.name, flags: customer.flags };
    return { show: factsCard(whose, { ...entries, standing: [], hide }, ctx) };
  }
  const facts = await throughMerges(ctx.scope, id, (one) => factsOf(ctx.scope, one));
  if (!facts) return { refuse: gone };
  const asked = entriesOf(of, facts.id);
  const entries = await readEntries(ctx.scope, asked, page);
  const since = { subject: asked.subject, kinds: Object.values(MOVING) };
  const standing = after === undefined ? standingFacts(facts, await readLast(ctx.scope, since), ctx) : [];
  return {
    show: factsCard(
      { ...about, id: facts.id, name: facts.name, flags: facts.flags },
      { ...entries, standing, hide },
      ctx,
    ),
  };
}
