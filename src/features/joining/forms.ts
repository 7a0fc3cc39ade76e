import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, type Search } from "../../chat/form.ts";
import { nameKey } from "../../domain/names.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { contactsOf } from "../contacts/public.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** Opens the form that says with whom a contact is merged. */
export const beginJoin = defineAction("joining.begin", z.object({ id }));

/** The one that stays, and whose contact it is. */
const about = z.object({ id, customerId: id, name: z.string() });
export type About = z.output<typeof about>;

const searchOthers: Search<About> = async (ctx, typed, params) =>
  (await contactsOf(ctx.scope, params.customerId))
    .filter((one) => one.id !== params.id && one.searchText.includes(nameKey(typed)))
    .map((one) => ({ value: one.id, label: sayPerson(one), ...(one.department && { detail: one.department }) }));

const SAMPLE = "00000000-0000-4000-8000-000000000000";
export const joinWithForm = defineForm({
  id: "joining.with",
  params: about,
  sample: { id: SAMPLE, customerId: SAMPLE, name: "欧阳建国".repeat(20) },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.withTitle,
      submit: t.compare,
      intro: [[{ bold: params.name }], t.withIntro],
      fields: { other: choice({ label: t.withOther, search: searchOthers, complete: true }) },
    };
  },
});

/** The contacts of a customer that look like one. */
export const listAlike = defineAction("joining.list", z.object({ customerId: id }));
/** Two contacts, the one that stays first. */
export const compareContacts = defineAction("joining.compare", z.object({ keep: id, gone: id }));
/** What was looked at before it was decided: either has changed since when its version is another. */
export const joinContacts = defineAction(
  "joining.join",
  z.object({ keep: id, gone: id, versions: z.tuple([z.int(), z.int()]) }),
);
export const undoJoin = defineAction("joining.undo", z.object({ id }));
/** "Somebody else": of this pair the list speaks no more. */
export const setContactsApart = defineAction("joining.apart", z.object({ one: id, other: id }));
/** They may be one after all. */
export const undoApart = defineAction("joining.undoApart", z.object({ one: id, other: id }));
