import { reopen } from "../../chat/answers.ts";
import type { Card } from "../../chat/card.ts";
import type { Place } from "../../chat/feature.ts";
import type { PressArrival } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import type { Reply, Turn } from "./answering.ts";
import { type CardEvent, calledBy, cardEvent } from "./card-event.ts";
import type { Via } from "./dispatcher.ts";
import { CLOSE, STEP } from "./field-names.ts";
import { type Asked, type CarriedForm, carriedInName, isFor, isIssuedTo, type Origin, unpack } from "./origin.ts";
import { identityOf, idsOf, keepDirect, type Parts, settle } from "./parts.ts";
import type { Pressed } from "./reach.ts";
import { type Entered, enteredIn } from "./values.ts";

const texts = defineTexts({
  en: {
    nobody: "Feishu did not say who pressed this. Please try once more.",
    another: "This form was opened for somebody else. Type the command to open your own.",
    stopping: "Rapport is starting anew. Please press once more in a moment.",
    unanswered: "This takes longer than usual. If nothing appears within a minute, press once more.",
    carried: "This card belongs in another chat. The result goes only to your direct chat with Rapport.",
    old: "This card is too old to change. The result comes in a new message.",
    slow: "Searching takes longer than usual. Please try once more.",
    closed: "Form closed",
    closedDetail: "Nothing was saved.",
    open: "Open it again",
  },
  zh: {
    nobody: "飞书没有说明是谁按的，请再按一次。",
    another: "这张表单是为别人打开的。请发一次命令，打开你自己的。",
    stopping: "Rapport 正在重新启动，请稍后再按一次。",
    unanswered: "这次处理比平时慢。一分钟后还没有结果，请再按一次。",
    carried: "这张卡片是在别处发的，结果只发到你和 Rapport 的私聊里。",
    old: "这张卡片发出太久，不能再更新，结果会另发一条消息。",
    slow: "这次查找比平时慢，请再试一次。",
    closed: "表单已收起",
    closedDetail: "没有保存任何内容。",
    open: "重新打开",
  },
});

/** For someone whose language is not known. */
const toastInBoth = (what: "nobody" | "another" | "stopping" | "unanswered" | "carried" | "old"): Reply => ({
  toast: {
    type: what === "carried" || what === "old" ? "info" : "warning",
    content: texts.zh[what],
    i18n: { zh_cn: texts.zh[what], en_us: texts.en[what] },
  },
});

/** A card was used, by someone who is known. */
interface Use {
  readonly event: CardEvent;
  readonly user: string;
  /** Where the card stands. */
  readonly place: Place;
  /** Undefined when nothing may change there: see `asCarried`. */
  readonly pressed: Pressed | undefined;
  /** The same for the same click, however often it is delivered. */
  readonly click: string;
  ack(reply?: Reply): Promise<boolean>;
}

/** The answer to a callback: without a card in it the card stays as it is. After three seconds the client says that the app failed. */
export const onCard = (parts: Parts, data: unknown, via: Via): Promise<object> =>
  new Promise((resolve) => {
    let isOver = false;
    const end = setTimeout(() => {
      isOver = true;
      resolve(toastInBoth("unanswered"));
    }, parts.deadlines.press);
    const ack = async (reply: Reply = {}): Promise<boolean> => {
      clearTimeout(end);
      resolve(reply);
      return !isOver && via.answered();
    };
    const { data: event, error } = cardEvent.safeParse(data);
    if (!event) parts.api.log.warn({ err: error }, "A callback of an unknown shape was left alone");
    if (!event) return void ack();
    if (parts.work.isClosed) return void ack(toastInBoth("stopping"));
    const used = parts.work.run(() => onUse(parts, event, ack));
    // Whatever went wrong, the person must not read that nobody answered as well. Answered already: this does nothing.
    void used.finally(() => ack());
  });

const onUse = async (parts: Parts, event: CardEvent, ack: Use["ack"]): Promise<void> => {
  const { api, people, outbound, reach } = parts;
  const { open_message_id: message, open_chat_id: chat } = event.context;
  let release: () => void = () => undefined;
  outbound.pressed(message, new Promise((resolve) => (release = () => resolve())));
  try {
    const user = await people.openIdOf(idsOf(event.operator)).catch((error: unknown) => {
      api.log.warn({ err: error }, "Not known who pressed");
      return undefined;
    });
    if (user === undefined) {
      await ack(toastInBoth("nobody"));
      return;
    }
    people.rememberZone(user, event.action.timezone ?? undefined);
    const kind = await people.kindOf(chat, user);
    const place: Place = { platform: "feishu", workspace: event.tenant_key, place: chat, kind, message };
    const pressed = { message, token: event.token };
    const fixed = reach.isFixed(pressed);
    const acknowledged: Use["ack"] = async (reply) => {
      const stays = reply?.card !== undefined && (await fixed);
      const accepted = await ack(stays ? toastInBoth("old") : reply);
      release();
      return accepted && !stays;
    };
    await onKnown(parts, { event, user, place, pressed, click: clickOf(event, user), ack: acknowledged });
    if (kind === "direct") await keepDirect(parts, identityOf(tenantOf(event), user));
  } finally {
    release();
  }
};

/** The event's id is the same when it comes again; without one, the token or what was pressed must do. */
const clickOf = ({ event_id, token, tenant_key, context, action }: CardEvent, user: string): string => {
  const pressed = `${context.open_message_id}:${action.name ?? ""}:${JSON.stringify([action.value, action.option])}`;
  return `${tenant_key}:${event_id ?? token ?? `${user}:${pressed}`}`;
};

const onKnown = async (parts: Parts, use: Use): Promise<void> => {
  const { event, user } = use;
  const { name, value, form_value: entered } = event.action;
  const carried = unpack(value, event.tenant_key) ?? carriedInName(name ?? "", event.context.open_message_id);
  if (!carried) return onPress(parts, use);
  // Carried into another chat it would show people there what this one may see.
  if (!isIssuedTo(carried, user)) return void (await use.ack(toastInBoth("another")));
  const there = isFor(carried, event.context.open_chat_id) ? use : asCarried(parts, use);
  const form: FormUse = { ...there, carried, entered: enteredIn(entered ?? {}, { api: parts.api, user }) };
  // While it is being saved it is neither put away nor drawn anew: any press says what comes of it.
  if (parts.work.isShared(submitIdOf(form))) return onSubmit(parts, form);
  if (carried.closes || name === CLOSE) return onClose(parts, form);
  if (name?.startsWith(STEP.search) || name?.startsWith(STEP.refresh)) return onStep(parts, form);
  return onSubmit(parts, form);
};

/**
 * Pressed in a group that the card is not for: an old client carried it there. The others in that group must not read what
 * whoever pressed it may: they are answered alone, and nothing changes there.
 */
const asCarried = ({ people }: Parts, use: Use): Use => {
  if (use.place.kind !== "group") return use;
  return {
    ...use,
    place: { ...NOWHERE, workspace: use.place.workspace, place: people.directPlace(use.user) },
    pressed: undefined,
    ack: async () => {
      await use.ack(toastInBoth("carried"));
      return false;
    },
  };
};
const NOWHERE = { platform: "feishu", kind: "direct" } as const;

const onPress = async (parts: Parts, use: Use): Promise<void> => {
  const { inbound, answering, outbound, work, api } = parts;
  const { event, user, click } = use;
  const called = calledBy(event);
  const id = `feishu:press:${click}`;
  if (!called || !work.isNew(id)) return void (await use.ack());
  const { chat = event.context.open_chat_id } = called;
  const { place, pressed, ack } = chat === event.context.open_chat_id ? use : asCarried(parts, use);
  const home = called.home && pressed !== undefined;
  if (home) outbound.homeIs(user, pressed.message);
  const origin: Asked = {
    arrival: id,
    place: home ? { ...place, home: true } : place,
    user,
    ...(pressed?.token !== undefined && { token: pressed.token }),
  };
  const answer = await inbound.press({
    id,
    ...whoIn(parts, use),
    place: origin.place,
    receivedAt: api.clock.now(),
    action: called.action,
    payload: called.payload,
  });
  const turn = turnOf({ pressed, ack }, origin);
  await settle(parts, { origin, answer }, () => answering.press(turn, answer));
};

const turnOf = ({ pressed, ack }: Pick<Use, "pressed" | "ack">, origin: Asked): Turn => ({
  origin,
  ack,
  ...(pressed && { pressed }),
});

/** Who pressed, and where they are. */
const whoIn = ({ people }: Parts, { event, user }: Use): Pick<PressArrival, "identity" | "zone"> => {
  const zone = people.knownZoneOf(user);
  return { identity: identityOf(tenantOf(event), user), ...(zone && { zone }) };
};

/** Someone of another company may press in a group that both are in. */
const tenantOf = ({ operator, tenant_key }: CardEvent): string => operator.tenant_key ?? tenant_key;

interface FormUse extends Use {
  readonly carried: CarriedForm;
  readonly entered: Entered;
}

/**
 * Where the form was opened; where it stands, when that is not known any more. What kind of chat that is may not have been
 * known in time when it was opened.
 */
const originOf = ({ carried: { origin }, user }: FormUse, place: Place): Origin => {
  const { message: _form, ...here } = place;
  if (!origin) return { place: here, user };
  return origin.place.place === place.place ? { ...origin, place: { ...origin.place, kind: place.kind } } : origin;
};

const isWhispered = ({ place }: Use, origin: Origin): boolean =>
  origin.place.kind === "group" && origin.place.place === place.place;

const submitIdOf = ({ event, user, carried: { formId, instance } }: FormUse): string =>
  `feishu:submit:${tenantOf(event)}:${user}:${formId}:${instance}`;

/** Sent twice, by two quick presses, it is one submit: the drawing of the form tells it from another. */
const onSubmit = async (parts: Parts, use: FormUse): Promise<void> => {
  const { inbound, answering, outbound, work, api } = parts;
  const { user, carried, entered } = use;
  const id = submitIdOf(use);
  const origin: Asked = { ...originOf(use, use.place), arrival: id };
  const { home, message } = origin.place;
  if (home && message !== undefined) outbound.homeWas(user, message);
  const run = () =>
    inbound.submit({
      id,
      ...whoIn(parts, use),
      place: origin.place,
      receivedAt: api.clock.now(),
      formId: carried.formId,
      params: carried.params,
      values: entered.values,
    });
  const keep = ({ shown, late }: Awaited<ReturnType<typeof run>>) =>
    late !== undefined || shown?.kind === "card" || shown?.kind === "replace";
  const { value: answer, first } = await work.shared(id, { work: run, keep });
  const turn = turnOf(use, origin);
  const sent = { carried, queries: entered.queries, whispered: isWhispered(use, origin) };
  if (!first) return answering.submitAgain(turn, answer, sent);
  // With mistakes that do not fit on a card it stands as it is, to be sent once more.
  void answer.late?.outcome.then(
    ({ kind }) => kind === "fix" && work.forget(id),
    () => work.forget(id),
  );
  await settle(parts, { origin, answer }, () => answering.submit(turn, answer, sent));
};

/** A step brings the form back as a button that opens it does, with everything typed, and with what was found. */
const onStep = async (parts: Parts, use: FormUse): Promise<void> => {
  const { inbound, answering, work, api } = parts;
  const { carried, entered, place, click } = use;
  const id = `feishu:step:${click}`;
  if (!work.isNew(id)) return void (await use.ack());
  const origin: Asked = { ...originOf(use, place), arrival: id };
  const { home: _home, ...around } = origin.place;
  const { formId, params } = carried;
  const { shown } = await inbound.press({
    id,
    ...whoIn(parts, use),
    place: around,
    receivedAt: api.clock.now(),
    action: reopen.name,
    payload: JSON.stringify({ formId, params, values: entered.values }),
  });
  const turn = turnOf(use, origin);
  if (shown?.kind === "form") {
    await answering.again(turn, shown.form, { origin, queries: entered.queries, before: carried, same: true });
  } else if (shown?.kind === "card") await answering.become(turn, shown.card);
  else await use.ack({ toast: { type: "warning", content: texts[carried.language].slow } });
};

/** A whispered form goes without a trace; in the direct chat a line stays that opens it again. */
const onClose = async (parts: Parts, use: FormUse): Promise<void> => {
  const { answering } = parts;
  const { carried, place, pressed, click } = use;
  const t = texts[carried.language];
  const { formId, params } = carried;
  const card: Card = {
    tone: "past",
    title: t.closed,
    plain: `${t.closed} · ${t.closedDetail}`,
    text: [t.closedDetail],
    buttons: [{ label: t.open, press: reopen.with({ formId, params }) }],
  };
  const origin: Asked = { ...originOf(use, place), arrival: `feishu:close:${click}` };
  await answering.become(turnOf(use, origin), card);
  if (pressed && isWhispered(use, origin)) await answering.withdraw(pressed);
};
