import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../dialogs/dialog.tsx";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { dayAt, instantOf, nextFriday, sayMoment, saySpan, wallOf } from "../time.ts";
import { CloseButton } from "./close-button.tsx";

const HOUR = 3_600_000;
const TICK_MS = 5000;
/** A clock that is less ahead than this, in milliseconds, was not moved by anyone. */
const UNMOVED = 30_000;

/** The sandbox's time, followed. */
const useNow = (session: Session): number => {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((one) => one + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return session.now();
};

export function ClockButton({ session, open }: { session: Session; open: () => void }) {
  const { t, reader } = useReading();
  const now = useNow(session);
  const ahead = session.clock?.ahead ?? 0;
  const moved = ahead > UNMOVED;
  return (
    <button
      type="button"
      class={moved ? "bar-button clock moved" : "bar-button clock"}
      title={moved ? t.clockAhead(saySpan(t, ahead)) : t.clockTitle}
      onClick={open}
    >
      <span aria-hidden="true">🕒</span>
      <span class="sr-only">{t.clockTitle}: </span>
      <span class="clock-time">{sayMoment(reader, now)}</span>
      {moved && <span class="clock-ahead">+{saySpan(t, ahead)}</span>}
    </button>
  );
}

/** Moves the clock, and what to say of it afterwards. */
const useMove = (session: Session) => {
  const { t, reader } = useReading();
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const busy = session.pending.has("clock");
  const trouble = session.troubleAt("clock");
  const move = async (to: number): Promise<void> => {
    if (busy) return;
    const past = to < session.now();
    setDone("");
    setProblem(past ? t.clockBack : "");
    if (past) return;
    await session.do({ type: "moveClock", to }, { key: "clock", where: "clock" });
    if (!session.troubleAt("clock")) setDone(t.clockIs(sayMoment(reader, to)));
  };
  const wrong = problem || trouble?.text || "";
  return { move, busy, wrong, said: busy ? t.clockMoving : wrong || done };
};
type Move = ReturnType<typeof useMove>;

function Presets({ now, move, busy }: { now: number; move: Move["move"]; busy: boolean }) {
  const { t, reader } = useReading();
  const presets = [
    { name: t.hourOn, to: now + HOUR },
    { name: t.tomorrow, to: dayAt(reader.zone, now, { days: 1, time: "08:30" }) },
    { name: t.friday, to: nextFriday(reader.zone, now) },
  ];
  return (
    <div class="presets">
      {presets.map(({ name, to }) => (
        <button
          key={name}
          type="button"
          class="button plain-button preset"
          aria-disabled={busy}
          onClick={() => void move(to)}
        >
          <span>{name}</span>
          <small>{sayMoment(reader, to)}</small>
        </button>
      ))}
    </div>
  );
}

function OtherTime({ now, clock }: { now: number; clock: Move }) {
  const { t, reader } = useReading();
  const [wall, setWall] = useState(() => wallOf(reader.zone, now + 24 * HOUR));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void clock.move(instantOf(reader.zone, wall) ?? 0);
      }}
    >
      <label class="label" for="clock-wall">
        {t.custom}
      </label>
      <div class="clock-line">
        <input
          id="clock-wall"
          class="field"
          type="datetime-local"
          value={wall}
          aria-invalid={clock.wrong !== ""}
          aria-describedby="clock-said"
          onInput={(event) => setWall(event.currentTarget.value)}
        />
        <button type="submit" class="button primary" aria-busy={clock.busy} aria-disabled={clock.busy}>
          {t.move}
        </button>
      </div>
    </form>
  );
}

/** Moves the sandbox's clock on. */
export function ClockDialog({ session, leave }: { session: Session; leave: () => void }) {
  const { t, reader } = useReading();
  const now = useNow(session);
  const clock = useMove(session);
  const ahead = session.clock?.ahead ?? 0;
  return (
    <Dialog
      title={t.clockTitle}
      look="dialog-clock"
      leave={leave}
      header={<CloseButton label={t.close} close={leave} />}
    >
      <div class="dialog-body">
        <p class="clock-now">{sayMoment(reader, now)}</p>
        <p class="hint">
          {t.yourZone(reader.zone)}
          {ahead > UNMOVED && ` · ${t.clockAhead(saySpan(t, ahead))}`}
        </p>
        <Presets now={now} move={clock.move} busy={clock.busy} />
        <OtherTime now={now} clock={clock} />
        <p id="clock-said" class={clock.wrong ? "field-error" : "clock-done"} role="status">
          {clock.said}
        </p>
        <p class="hint">{t.clockHint}</p>
      </div>
    </Dialog>
  );
}
