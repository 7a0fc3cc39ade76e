import { elapsed } from "../../core/clock.ts";
import { type Finding, fine, unknown, wrong } from "../../core/finding.ts";
import type { Log } from "../../core/log.ts";
import type { Reply } from "./answering.ts";
import type { Api } from "./api.ts";
import { openConnections, STOP_COPY } from "./connections.ts";
import { Dispatcher } from "./dispatcher.ts";
import { failed, looked } from "./doctor-failed.ts";
import { Line, type LineOptions } from "./line.ts";

const PRESSED = "card.action.trigger";
const ONCE_MORE = {
  toast: {
    type: "info",
    content: "请再点一次 · Please press once more",
    i18n: { zh_cn: "请再点一次", en_us: "Please press once more" },
  },
} as const satisfies Reply;

/**
 * Takes nothing. While a connection is tried, Feishu may choose it for what was meant for the bot: an event that is
 * refused comes again after 15 seconds, then to whoever is still connected; a press never comes again, so the person is
 * told.
 */
export class Deaf extends Dispatcher {
  constructor(log: Log) {
    super(() => ({ answered: async () => false }), log);
  }
  override invoke(data: object): Promise<object> {
    const header: { readonly event_type?: unknown } = Object(Reflect.get(data, "header"));
    if (header.event_type === PRESSED) return Promise.resolve(ONCE_MORE);
    return Promise.reject(new Error("Only the connection is tried."));
  }
}

const ANY_OF_THEM = {
  en: "Feishu brings each event to one connection of the app, any. Where every other message stays unanswered, a copy with another database runs somewhere with this app id. Stop Rapport here: whatever still answers is that copy; stop it.",
  zh: "飞书把每个事件只发给其中一个连接。要是消息隔一条才回一条，就是别处还有一份用同一个 App ID、另一个数据库的程序在运行。请先停掉这里的 Rapport：还有回应的就是另一份，停掉它。",
};
const JUST_ENDED = {
  en: "A bot that ended just now is still counted for some minutes: then run this again.",
  zh: "刚停掉的机器人，几分钟内还算在里面：过一会儿再查一次。",
};

/** How many long connections the app has: to be asked while there is none of our own. */
export const connectionCount = async (api: Api, processes: () => Promise<number | undefined>): Promise<Finding> => {
  let open: number;
  try {
    open = await openConnections(api);
  } catch (error) {
    return unknown("connections", failed("connections", error).says, ANY_OF_THEM);
  }
  const are = { en: open === 1 ? "1 connection is open" : `${open} connections are open`, zh: `开着 ${open} 个连接` };
  const own = await processes();
  if (own === undefined)
    return unknown(
      "connections",
      { en: `${are.en}; how many this installation has is not known`, zh: `${are.zh}；这里有几个还不知道` },
      ANY_OF_THEM,
    );
  if (open > own)
    return wrong(
      "connections",
      { en: `${are.en}, this installation has ${own}`, zh: `${are.zh}，这里只有 ${own} 个` },
      { en: `${STOP_COPY.en} ${JUST_ENDED.en}`, zh: `${STOP_COPY.zh}${JUST_ENDED.zh}` },
    );
  const says =
    open === 0
      ? { en: "none is open yet", zh: "还没有打开的" }
      : { en: `${are.en}, no more than this installation has`, zh: `${are.zh}，都是这里的` };
  return fine("connections", says);
};

/** Opens a long connection, waits until it is really up, and closes it. */
export const longConnection = (options: LineOptions): Promise<Finding> =>
  looked("connection", async () => {
    const line = new Line(options);
    const started = elapsed();
    try {
      await line.start(new Deaf(options.log));
      const took = Math.round(elapsed() - started);
      return fine("connection", { en: `a long connection opens in ${took} ms`, zh: `长连接打得开，用了 ${took} 毫秒` });
    } finally {
      await line.stop();
    }
  });
