import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { check, choice, defineForm, type Search } from "../../chat/form.ts";
import { nameKey } from "../../domain/names.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { contactsOf } from "../contacts/public.ts";
import { dealById } from "../pipeline/public.ts";
import { ATTITUDE_MARKS, ATTITUDES, BUYING_ROLES, INFLUENCES, ROLE_LETTERS } from "./rules.ts";
import * as names from "./texts.ts";

const id = z.uuid();
/** Shows the influence map of a deal; other features put it on a button. */
export const openMap = defineAction("influence.open", z.object({ dealId: id }));
/** Opens the form that puts somebody on the map, or moves who is there. */
export const placeOnMap = defineAction("influence.place", z.object({ dealId: id, contactId: id.optional() }));
export const showMapHistory = defineAction("influence.history", z.object({ dealId: id, after: id.optional() }));

/** `contact`: who is moved, and the version of the place they had; without it somebody is chosen. */
const about = z.object({
  dealId: id,
  deal: z.string(),
  contact: z.object({ id, name: z.string(), version: z.int() }).optional(),
});
export type About = z.output<typeof about>;
const SAMPLE = "00000000-0000-4000-8000-000000000000";

const searchPeople: Search<About> = async (ctx, typed, { dealId }) => {
  const deal = await dealById(ctx.scope, dealId);
  if (!deal?.customerId) return [];
  const key = nameKey(typed);
  const people = await contactsOf(ctx.scope, deal.customerId);
  return people
    .filter(({ name }) => searchTextOf(name).includes(key))
    .slice(0, 50)
    .map((person) => ({ value: person.id, label: sayPerson(person) }));
};

/** In the choice of a role: nobody has said yet. */
export const UNKNOWN = "unknown";

export const placeForm = defineForm({
  id: "influence.place",
  params: about,
  sample: {
    dealId: SAMPLE,
    deal: "宏达三年续约".repeat(15),
    contact: { id: SAMPLE, name: "王建国".repeat(12), version: 1 },
  },
  build: (language, { deal, contact }) => {
    const t = names.texts[language];
    const role = (each: (typeof BUYING_ROLES)[number]) => `${ROLE_LETTERS[each]} ${names.ROLES[each][language]}`;
    const attitude = (each: (typeof ATTITUDES)[number]) => `${ATTITUDE_MARKS[each]} ${names.ATTITUDES[each][language]}`;
    return {
      title: t.formTitle,
      submit: t.save,
      intro: [[{ bold: contact ? `${contact.name} · ${deal}` : deal }]],
      fields: {
        ...(!contact && { contact: choice({ label: t.person, search: searchPeople }) }),
        role: choice({
          label: t.role,
          options: [
            ...BUYING_ROLES.map((each) => ({ value: each, label: role(each) })),
            { value: UNKNOWN, label: t.unknownRole },
          ],
        }),
        attitude: choice({
          label: t.attitude,
          options: ATTITUDES.map((each) => ({ value: each, label: attitude(each) })),
        }),
        influence: choice({
          label: t.influence,
          options: INFLUENCES.map((level) => ({ value: String(level), label: t.influenceOf({ level }) })),
        }),
        ...(contact && { off: check({ label: t.off, optional: true }) }),
      },
    };
  },
});
