import type { ServerResponse } from "node:http";
import type { Side } from "./side.ts";
import type { PageClock, PageEvent } from "./wire.ts";

const HEARTBEAT_MS = 10_000;

interface Stream {
  readonly res: ServerResponse;
  readonly end: () => void;
}

/** The open event streams: one per browser tab, each following one person's screen. */
export class Streams {
  readonly #open = new Set<Stream>();
  readonly #build: string;
  readonly #clock: () => PageClock;

  constructor(build: string, clock: () => PageClock) {
    this.#build = build;
    this.#clock = clock;
  }

  /** Sends the person's screen and from then on every change of it, until the browser leaves. */
  follow(side: Side, user: string, res: ServerResponse): void {
    res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", connection: "keep-alive" });
    const send = (event: PageEvent<unknown, unknown>): void => {
      res.write(`data: ${JSON.stringify(event)}\n\n`);
    };
    const stop = side.subscribe(user, (change) => send({ type: "change", change }));
    send({ type: "screen", screen: side.screen(user), clock: this.#clock(), build: this.#build });
    const beat = setInterval(() => send({ type: "clock", clock: this.#clock() }), HEARTBEAT_MS);
    beat.unref();
    const stream: Stream = {
      res,
      end: () => {
        stop();
        clearInterval(beat);
        this.#open.delete(stream);
      },
    };
    this.#open.add(stream);
    res.on("close", stream.end);
  }

  tellClock(): void {
    const event: PageEvent<unknown, unknown> = { type: "clock", clock: this.#clock() };
    for (const { res } of this.#open) res.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  close(): void {
    for (const stream of [...this.#open]) {
      stream.end();
      stream.res.end();
    }
  }
}
