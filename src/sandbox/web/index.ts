import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { SlackSandbox } from "../slack/contract.ts";
import { DeskError } from "../slack/screen.ts";
import { type MoveClock, type Performing, perform } from "./actions.ts";
import { readBody } from "./body.ts";
import { type Bundle, bundlePage } from "./bundle.ts";
import { Streams } from "./events.ts";
import { sendFile } from "./files.ts";
import { setGuards, turnedAway } from "./guard.ts";
import { type OfferedPerson, peopleOf } from "./people.ts";
import { type ActionAnswer, LARGEST_FILE, type PageClock, type PeopleAnswer, request } from "./wire.ts";

export interface PageOptions {
  /** Started. */
  readonly sandbox: SlackSandbox;
  /** The clock that the sandbox and the app go by. */
  readonly clock: Clock & { readonly offset?: number };
  /** Who one can be, in the order shown. The first also names the workspace. */
  readonly people: readonly OfferedPerson[];
  /** Moves that clock (it only goes forward), then does what has become due. Without it the page does not offer it. */
  readonly onClockMoved?: MoveClock;
  readonly log?: Log;
}

export interface Page {
  /** Takes `/` and everything under `/sandbox/`; false when the request is for someone else. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** Tells every open page what time it is, after the clock was moved by other means. */
  tellClock(): void;
  /** Ends the open event streams, so that the server can close. */
  close(): void;
}

const LARGEST_REQUEST = 1024 * 1024;

const sendText = (res: ServerResponse, type: string, body: string): void => {
  res.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
};
const sendJson = (res: ServerResponse, body: unknown, status = 200): void => {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
};
const refuse = (res: ServerResponse, code: "refused" | "invalid" | "unknown_person" | "broken", message: string) => {
  const answer: ActionAnswer = { ok: false, code, message };
  sendJson(res, answer, { refused: 409, invalid: 400, unknown_person: 404, broken: 500 }[code]);
};

interface Room extends Performing {
  readonly options: PageOptions;
  readonly bundle: Bundle;
  readonly streams: Streams;
  readonly pageClock: () => PageClock;
}

const people = (room: Room): PeopleAnswer => {
  const { sandbox, people: offered } = room.options;
  const first = offered[0];
  const screen = first && sandbox.desk.screen(first.user);
  return {
    team: screen?.team.name ?? "",
    bot: screen?.app.name ?? "",
    people: peopleOf(sandbox.desk, offered),
    clock: room.pageClock(),
    build: room.bundle.hash,
  };
};

const isPerson = (room: Room, user: string | null): user is string =>
  peopleOf(room.desk, room.options.people).some((person) => person.id === user);

const act = async (room: Room, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const body = await readBody(req, LARGEST_REQUEST);
  if (!body) return refuse(res, "invalid", "longer than the page ever sends");
  const asked = request.safeParse(parsed(body));
  if (!asked.success) return refuse(res, "invalid", "not an action of the page");
  const { as, action } = asked.data;
  if (!isPerson(room, as)) return refuse(res, "unknown_person", `nobody here has the id ${as}`);
  sendJson(res, await perform(room, as, action));
  if (action.type === "moveClock") room.streams.tellClock();
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

const takeFile = async (room: Room, req: IncomingMessage, res: ServerResponse, query: URLSearchParams) => {
  const user = query.get("as");
  const name = query.get("name");
  if (!isPerson(room, user)) return refuse(res, "unknown_person", "nobody here has that id");
  if (!name || name.length > 255) return refuse(res, "invalid", "a file has a name of 1 to 255 characters");
  const content = await readBody(req, LARGEST_FILE);
  if (!content) return refuse(res, "refused", "the file is larger than 10 MB");
  const mimetype = req.headers["content-type"];
  const file = room.desk.addFile({ user, name, content, ...(mimetype ? { mimetype } : {}) });
  const answer: ActionAnswer = { ok: true, result: file };
  sendJson(res, answer);
};

const follow = (room: Room, res: ServerResponse, user: string | null): void => {
  if (isPerson(room, user)) room.streams.follow(user, res);
  else refuse(res, "unknown_person", "nobody here has that id");
};

const giveFile = (room: Room, res: ServerResponse, query: URLSearchParams): void => {
  const user = query.get("as");
  if (isPerson(room, user)) sendFile(room.options.sandbox, res, { user, id: query.get("id") ?? "" });
  else refuse(res, "unknown_person", "nobody here has that id");
};

type Route = (room: Room, req: IncomingMessage, res: ServerResponse, url: URL) => void | Promise<void>;
const ROUTES: Readonly<Record<string, Route>> = {
  "GET /": (room, _req, res) => sendText(res, "text/html", room.bundle.html),
  "GET /sandbox/page.js": (room, _req, res) => sendText(res, "text/javascript", room.bundle.script),
  "GET /sandbox/page.css": (room, _req, res) => sendText(res, "text/css", room.bundle.style),
  "GET /sandbox/icon.svg": (room, _req, res) => sendText(res, "image/svg+xml", room.bundle.icon),
  "GET /sandbox/people": (room, _req, res) => sendJson(res, people(room)),
  "GET /sandbox/events": (room, _req, res, url) => follow(room, res, url.searchParams.get("as")),
  "POST /sandbox/act": act,
  "POST /sandbox/file": (room, req, res, url) => takeFile(room, req, res, url.searchParams),
  "GET /sandbox/file": (room, _req, res, url) => giveFile(room, res, url.searchParams),
};

const answer = async (room: Room, req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
  setGuards(res);
  const turned = turnedAway(req);
  if (turned) return void res.writeHead(turned.status, { "content-type": "text/plain" }).end(`${turned.reason}\n`);
  const route = ROUTES[`${req.method === "HEAD" ? "GET" : req.method} ${url.pathname}`];
  if (!route) return void res.writeHead(404, { "content-type": "text/plain" }).end("nothing here\n");
  await route(room, req, res, url);
};

const failed = (room: Room, res: ServerResponse, error: unknown): void => {
  room.options.log?.error({ err: error }, "the sandbox page could not answer");
  if (res.headersSent) res.destroy();
  else if (error instanceof DeskError) refuse(res, "refused", error.message);
  else refuse(res, "broken", "the sandbox could not do that; its log says why");
};

/**
 * The page where one is any of the people of the workspace in a chat client. Answers this computer only.
 * @throws when the page does not build.
 */
export const createPage = async (options: PageOptions): Promise<Page> => {
  const bundle = await bundlePage();
  const pageClock = (): PageClock => ({
    now: options.clock.now().getTime(),
    ahead: options.clock.offset ?? 0,
    movable: options.onClockMoved !== undefined,
  });
  const desk = options.sandbox.desk;
  const streams = new Streams(desk, bundle.hash, pageClock);
  const room: Room = {
    options,
    bundle,
    streams,
    pageClock,
    desk,
    clock: options.clock,
    moveClock: options.onClockMoved,
  };
  return {
    handle: (req, res) => {
      const url = new URL(req.url ?? "/", "http://sandbox");
      if (url.pathname !== "/" && !url.pathname.startsWith("/sandbox/")) return false;
      answer(room, req, res, url).catch((error: unknown) => failed(room, res, error));
      return true;
    },
    tellClock: () => streams.tellClock(),
    close: () => streams.close(),
  };
};
