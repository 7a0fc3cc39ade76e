import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, open, type ValuesOf } from "../../chat/form.ts";
import { nameKey } from "../../domain/names.ts";
import { parseBirthday } from "../../domain/when-birthday.ts";
import { customerById, holdCustomer } from "../customers/public.ts";
import { addedCard } from "./cards.ts";
import { type AboutContact, type ContactFields, newContactForm } from "./forms.ts";
import { phoneOf } from "./rules.ts";
import { createContact, type NewContact, readContacts } from "./store.ts";
import { gone, texts } from "./texts.ts";

export async function pressBegin(
  ctx: Ctx,
  { customerId, name }: { readonly customerId: string; readonly name?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: gone };
  return { ask: open(newContactForm, { customerId, customerName: customer.name }, { seeds: { name } }) };
}

type Values = ValuesOf<ContactFields>;

/** What the form says as a contact, or what is wrong at which field. */
function check(
  ctx: Ctx,
  values: Values,
  customerId: string,
): { errors: FieldErrors<ContactFields> } | { contact: NewContact } {
  const t = texts[ctx.language];
  const phone = values.phone === undefined ? undefined : phoneOf(values.phone);
  const birthday = values.birthday === undefined ? undefined : parseBirthday(values.birthday, ctx.today);
  const errors: Record<string, string> = {};
  if (nameKey(values.name) === "") errors.name = t.nameWithoutLetters;
  if (values.phone !== undefined && phone === undefined) errors.phone = t.badPhone;
  if (birthday === null) errors.birthday = t.noSuchDay;
  else if (values.birthday !== undefined && birthday === undefined) errors.birthday = t.badBirthday;
  if (Object.keys(errors).length > 0) return { errors };
  const { title, publicSector } = values;
  const name = values.name.replace(/\s+/g, " ");
  return { contact: { customerId, name, title, phone, birthday: birthday ?? undefined, publicSector } };
}

export async function submitContact(ctx: Ctx, values: Values, { customerId }: AboutContact): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: gone };
  const checked = check(ctx, values, customerId);
  if ("errors" in checked) return { fix: checked.errors };
  const { contact } = checked;
  return ctx.change(async (change) => {
    await holdCustomer(change, customerId);
    const known = await readContacts(change, customerId);
    const same = known.find(({ name }) => nameKey(name) === nameKey(contact.name));
    if (same) return { fix: { name: texts[ctx.language].contactExists({ name: same.name }) } };
    await createContact(change, contact);
    return { show: addedCard(contact, customer, ctx.language) };
  });
}
