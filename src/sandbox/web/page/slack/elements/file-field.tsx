import { useRef, useState } from "preact/hooks";
import { isArray, type JsonObject } from "../../../../json.ts";
import { dressed } from "../../controls/dress.ts";
import { useReading } from "../../reading.ts";
import { listed, useHeld, useSurface } from "../surface.ts";

/** Files handed over with the form. */
export function FileField({ block, element }: { block: string; element: JsonObject }) {
  const held = useHeld(block, element);
  const surface = useSurface();
  const { t } = useReading();
  const names = useRef(new Map<string, string>());
  const [busy, setBusy] = useState(false);
  const most = typeof element.max_files === "number" ? element.max_files : 10;
  const types = isArray(element.filetypes) ? element.filetypes.map((type) => `.${String(type)}`).join(",") : undefined;
  const files = listed(held.entry);
  const add = async (picked: readonly File[]): Promise<void> => {
    setBusy(true);
    const stored = await surface.upload(picked);
    for (const file of stored) names.current.set(file.id, file.name);
    setBusy(false);
    const ids = stored.map((file) => file.id);
    held.set(most === 1 ? ids.slice(0, 1) : [...files, ...ids].slice(0, most));
  };
  return (
    <div class="file-field">
      <input
        {...dressed(held.dress, most > 1 ? t.files : t.file)}
        class="file-input"
        type="file"
        multiple={most > 1}
        accept={types}
        aria-busy={busy}
        title={most > 1 ? t.files : t.file}
        onChange={(event) => {
          const picked = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void add(picked);
        }}
      />
      {files.length > 0 && (
        <ul class="chips">
          {files.map((id) => (
            <Chip
              key={id}
              name={names.current.get(id) ?? id}
              remove={() => held.set(files.filter((one) => one !== id))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Chip({ name, remove }: { name: string; remove: () => void }) {
  const { t } = useReading();
  return (
    <li class="chip">
      📄 {name}
      <button type="button" aria-label={t.removeFile(name)} onClick={remove}>
        ×
      </button>
    </li>
  );
}
