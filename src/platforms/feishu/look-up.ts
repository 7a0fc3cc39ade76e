import { PortError } from "../../chat/port.ts";
import type { Address, WhoIs } from "../../core/who-is.ts";
import type { Api } from "./api.ts";

/** Mails, and phones, that Feishu takes in one call. */
const MOST = 50;
/** Milliseconds after which Feishu is asked again when it did not answer. */
const WAIT = 30_000;

/** Whose the address is: Feishu names no one for an address nobody has, or whose owner the app may not see. */
interface Entry {
  readonly user_id?: string | undefined;
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
  /** Told only with a scope that Rapport does without; then Feishu leaves out those who have left, and no others. */
  readonly status?:
    | { readonly [mark in "is_frozen" | "is_resigned" | "is_exited" | "is_unjoin"]?: boolean | undefined }
    | undefined;
}

/** Asks for fifty at a time. Never rejects. */
export const lookUp = async (api: Api, addresses: readonly Address[]): Promise<WhoIs[]> => {
  const answers: WhoIs[] = [];
  let ends: WhoIs | undefined;
  for (let from = 0; from < addresses.length; from += MOST) {
    const part = addresses.slice(from, from + MOST);
    const said = ends ? part.map(() => ends as WhoIs) : await askFor(api, part);
    ends ??= said.find(({ kind }) => kind === "later" || kind === "not_allowed");
    answers.push(...said);
  }
  return answers;
};

const askFor = async (api: Api, addresses: readonly Address[]): Promise<WhoIs[]> => {
  const emails = addresses.flatMap(({ mail }) => mail ?? []);
  const mobiles = addresses.flatMap(({ phone }) => (phone === null ? [] : dialled(phone)));
  if (emails.length + mobiles.length === 0) return addresses.map(() => ({ kind: "unfindable" }));
  try {
    const found = await api.call("Looking people up", (client) =>
      client.contact.v3.user.batchGetId({
        params: { user_id_type: "open_id" },
        data: { emails, mobiles, include_resigned: false },
      }),
    );
    return addresses.map((address) => whoAmong(found?.user_list ?? [], address));
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.failure !== "invalid") return addresses.map(() => refusedAs(error));
    // One that Feishu does not take for an address must not hide the others.
    if (addresses.length === 1) return [{ kind: "nobody" }];
    const middle = Math.ceil(addresses.length / 2);
    return [...(await askFor(api, addresses.slice(0, middle))), ...(await askFor(api, addresses.slice(middle)))];
  }
};

/** Numbers of the mainland go without their country, others with it. */
const dialled = (phone: string): string => phone.replace(/^\+86/, "");

const whoAmong = (entries: readonly Entry[], { mail, phone }: Address): WhoIs => {
  if (mail === null && phone === null) return { kind: "unfindable" };
  const theirs = entries.filter(
    ({ email, mobile, user_id }) =>
      user_id !== undefined &&
      user_id !== "" &&
      ((mail !== null && email?.toLowerCase() === mail) || (phone !== null && mobile === dialled(phone))),
  );
  const users = new Set(theirs.map(({ user_id }) => user_id));
  const [one] = theirs;
  if (!one?.user_id) return { kind: "nobody" };
  if (users.size > 1) return { kind: "two" };
  const { is_frozen, is_resigned, is_exited, is_unjoin } = one.status ?? {};
  const isOutsider = [is_frozen, is_resigned, is_exited, is_unjoin].includes(true);
  return isOutsider ? { kind: "outsider" } : { kind: "found", user: one.user_id };
};

const refusedAs = ({ failure, retryAfter, ofApp }: PortError): WhoIs =>
  failure === "forbidden" && !ofApp ? { kind: "not_allowed" } : { kind: "later", wait: retryAfter ?? WAIT };
