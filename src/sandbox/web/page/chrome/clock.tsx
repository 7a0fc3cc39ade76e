import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../dialogs/dialog.tsx";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { dayAt, instantOf, nextFriday, sayMoment, saySpan, wallOf } from "../time.ts";

const HOUR = 3_600_000;
const TICK_MS = 5000;

/** The sandbox's time, followed. */
export const useNow = (session: Session): number => {
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
  const moved = ahead > 30_000;
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

/** Moves the sandbox's clock on. */
export function ClockDialog({ session, leave }: { session: Session; leave: () => void }) {
  const { t, reader } = useReading();
  const now = useNow(session);
  const { zone } = reader;
  const [wall, setWall] = useState(() => wallOf(zone, now + 24 * HOUR));
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const busy = session.pending.has("clock");
  const move = async (to: number): Promise<void> => {
    if (busy) return;
    setDone("");
    setProblem(to < session.now() ? t.clockBack : "");
    if (to < session.now()) return;
    await session.do({ type: "moveClock", to }, { key: "clock", where: "clock" });
    if (!session.troubles.some((one) => one.where === "clock")) setDone(t.clockIs(sayMoment(reader, to)));
  };
  const presets = [
    { name: t.hourOn, to: now + HOUR },
    { name: t.tomorrow, to: dayAt(zone, now, { days: 1, time: "08:30" }) },
    { name: t.friday, to: nextFriday(zone, now) },
  ];
  const trouble = session.troubles.find((one) => one.where === "clock");
  const header = (
    <button type="button" class="button quiet icon-only" aria-label={t.close} onClick={leave}>
      <span aria-hidden="true">×</span>
    </button>
  );
  return (
    <Dialog title={t.clockTitle} look="dialog-clock" leave={leave} header={header}>
      <div class="dialog-body">
        <p class="clock-now">{sayMoment(reader, now)}</p>
        <p class="hint">
          {t.yourZone(zone)}
          {session.clock && session.clock.ahead > 30_000 && ` · ${t.clockAhead(saySpan(t, session.clock.ahead))}`}
        </p>
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
        <form
          class="clock-custom"
          onSubmit={(event) => {
            event.preventDefault();
            void move(instantOf(zone, wall) ?? 0);
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
              aria-invalid={problem !== ""}
              aria-describedby="clock-said"
              onInput={(event) => setWall(event.currentTarget.value)}
            />
            <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
              {t.move}
            </button>
          </div>
        </form>
        <p id="clock-said" class={problem || trouble ? "field-error" : "clock-done"} role="status">
          {busy ? t.clockMoving : problem || trouble?.text || done}
        </p>
        <p class="hint">{t.clockHint}</p>
      </div>
    </Dialog>
  );
}
