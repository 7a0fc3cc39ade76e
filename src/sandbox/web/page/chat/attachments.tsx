import { useRef } from "preact/hooks";
import { useReading } from "../reading.ts";
import type { Attached } from "./draft.ts";

export function AttachButton({ attach }: { attach: (files: readonly File[]) => void }) {
  const { t } = useReading();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button quiet icon-only" aria-label={t.attach} onClick={() => input.current?.click()}>
        <span aria-hidden="true">＋</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t.attach}
        onChange={(event) => {
          const picked = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          attach(picked);
        }}
      />
    </>
  );
}

export function AttachedFiles({
  files,
  detach,
}: {
  readonly files: readonly Attached[];
  readonly detach: (id: string) => void;
}) {
  const { t } = useReading();
  if (files.length === 0) return null;
  return (
    <ul class="chips">
      {files.map((file) => (
        <li key={file.id} class="chip">
          📄 {file.name}
          <button type="button" aria-label={t.removeFile(file.name)} onClick={() => detach(file.id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
