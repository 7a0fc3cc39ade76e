import type { JsonObject } from "../../json.ts";
import type { User } from "../records.ts";
import { showsUserId } from "../shapes.ts";
import { FeishuError, validation } from "./error.ts";
import { type Ask, type Backend, type IdType, idOf, idTypeOf, type Methods, paged, userBy } from "./method.ts";

const WHOLE = ["contact:contact:access_as_app", "contact:contact:readonly", "contact:contact:readonly_as_app"];
const READ = ["contact:contact.base:readonly", ...WHOLE];
const MOST = 50;

/** What there is to see of somebody depends on the scopes, field by field. */
const userShape = (user: User, { space, faults }: Backend): JsonObject => {
  const has = (...scopes: readonly string[]) => scopes.some((scope) => space.app.scopes.includes(scope));
  return {
    union_id: user.unionId,
    ...(showsUserId(space, faults) && { user_id: user.userId }),
    open_id: user.openId,
    ...(has("contact:user.base:readonly", ...WHOLE) && {
      name: user.realName,
      en_name: user.enName,
      nickname: "",
      avatar: { avatar_72: "", avatar_240: "", avatar_640: "", avatar_origin: "" },
    }),
    ...(has("contact:user.email:readonly") && { email: user.email }),
    ...(has("contact:user.phone:readonly") && { mobile: user.mobile }),
    mobile_visible: true,
    ...(has("contact:user.employee:readonly", ...WHOLE) && {
      status: statusOf(user),
      join_time: Math.floor(user.joined / 1000),
      is_tenant_manager: false,
      employee_type: 1,
    }),
    ...(has("contact:user.department:readonly", ...WHOLE) && { department_ids: ["0"] }),
  };
};

const statusOf = ({ deactivated, frozen }: User): JsonObject => ({
  is_frozen: frozen,
  is_resigned: deactivated,
  is_activated: true,
  is_exited: false,
  is_unjoin: false,
});

const NOT_THERE: Readonly<Record<IdType, number>> = { open_id: 99992351, union_id: 99992363, user_id: 99992360 };

/** @throws FeishuError for somebody unknown, and for those the app may not see */
const visible = (backend: Backend, type: IdType, id: string): User => {
  const user = userBy(backend.space, type, id);
  if (!user) throw new FeishuError(NOT_THERE[type], `these ids not existed: [${id}]`);
  if (!user.deactivated && !backend.space.isAvailableTo(user)) throw new FeishuError(41050, "no user authority");
  return user;
};

const get = (ask: Ask, backend: Backend): JsonObject => {
  const type = idTypeOf(ask, backend);
  return { user: userShape(visible(backend, type, ask.id("user_id")), backend) };
};

const batch = (ask: Ask, backend: Backend): JsonObject => {
  const type = idTypeOf(ask, backend);
  const ids = ask.all("user_ids");
  if (ids.length < 1 || ids.length > MOST) throw validation("user_ids", `between 1 and ${MOST} user_ids`);
  const found = ids.flatMap((id) => userBy(backend.space, type, id) ?? []);
  return {
    items: found
      .filter((user) => user.deactivated || backend.space.isAvailableTo(user))
      .map((user) => userShape(user, backend)),
  };
};

/** An address without anyone gets an answer too, with no id. */
const batchGetId = (ask: Ask, backend: Backend): JsonObject => {
  const { space } = backend;
  const type = idTypeOf(ask, backend);
  const withLeavers = ask.flag("include_resigned");
  const asked = (name: "emails" | "mobiles") => (ask.body[name] === undefined ? [] : ask.list(name).map(String));
  const [emails, mobiles] = [asked("emails"), asked("mobiles")];
  if (emails.length > MOST || mobiles.length > MOST) throw validation("emails", `the max len is ${MOST}`);
  const entry = (key: "email" | "mobile", value: string): JsonObject => {
    const user = [...space.users.values()].find((one) => isTheirs(one, key, value));
    const shown = user && (withLeavers || !user.deactivated) && (user.deactivated || space.isAvailableTo(user));
    const seesStatus = ["contact:user.employee:readonly", ...WHOLE].some((scope) => space.app.scopes.includes(scope));
    return {
      ...(shown && { user_id: idOf(user, type) }),
      [key]: value,
      ...(shown && seesStatus && { status: statusOf(user) }),
    };
  };
  return {
    user_list: [...emails.map((each) => entry("email", each)), ...mobiles.map((each) => entry("mobile", each))],
  };
};

/** Numbers of the mainland go without their prefix. */
const isTheirs = (user: User, key: "email" | "mobile", value: string): boolean => {
  if (value === "") return false;
  if (key === "email") return user.email.toLowerCase() === value.toLowerCase();
  return user.mobile === value || user.mobile === `+86${value}`;
};

/** Whom the app may see. For everyone it is the people right below the root, as there are no departments. */
const range = (ask: Ask, backend: Backend): JsonObject => {
  const type = idTypeOf(ask, backend);
  const people = [...backend.space.users.values()].filter(
    (user) => !user.deactivated && backend.space.isAvailableTo(user),
  );
  const { page, beside } = paged(people, ask, { usual: MOST });
  return { ...beside, department_ids: [], user_ids: page.map((user) => idOf(user, type)), group_ids: [] };
};

export const contact: Methods = {
  "GET /open-apis/contact/v3/scopes": {
    token: "tenant",
    scopes: ["contact:contact.base:readonly", "contact:contact:access_as_app", "contact:contact:readonly_as_app"],
    run: range,
  },
  "GET /open-apis/contact/v3/users/batch": { token: "tenant", scopes: READ, run: batch },
  "POST /open-apis/contact/v3/users/batch_get_id": {
    token: "tenant",
    scopes: ["contact:user.id:readonly"],
    run: batchGetId,
  },
  "GET /open-apis/contact/v3/users/:user_id": { token: "tenant", scopes: READ, run: get },
};
