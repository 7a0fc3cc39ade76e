import type { Form, Message, Person, PersonDriver } from "../../src/sandbox/driver.ts";

const LATE = /^(打开表单|Open the form)$/;
const pressed = new Set<string>();

interface Asked {
  /** Waits for it, as long as the test has patience. */
  readonly until: <T>(sees: () => T | undefined | null | false, what: string) => Promise<T>;
  /** Which form it is, where another was open before. */
  readonly fits?: (form: Form) => boolean;
}

/** The form that was asked for. On a busy machine it comes late, behind a button, which is pressed once. */
export const formOf = async (who: Person, { until, fits = () => true }: Asked): Promise<Form> => {
  const open = (): Form | undefined => [who.form()].find((form) => form && fits(form));
  const key = ({ id }: Message) => `${who.id} ${id}`;
  const isLate = (message: Message) => message.buttons.some(({ label }) => LATE.test(label));
  const offer = () => who.messages().findLast((message) => isLate(message) && !pressed.has(key(message)));
  const there = await until(() => open() ?? offer(), "a form, or a button that opens it");
  if (!("by" in there)) return there;
  pressed.add(key(there));
  await who.press(there, there.buttons.find(({ label }) => LATE.test(label))!.label);
  return formOf(who, { until, fits });
};

/** Milliseconds; processes that start beside others have little of the machine. */
const PATIENCE = 60_000;
/** The same in front of one platform; `says` tells which form it is, where another was open before. */
export const formIn = (side: Pick<PersonDriver, "until">, who: Person, says?: RegExp): Promise<Form> =>
  formOf(who, {
    until: (sees, what) => side.until(sees, { what, within: PATIENCE }),
    fits: ({ lines }) => says === undefined || lines.some((line) => says.test(line)),
  });
