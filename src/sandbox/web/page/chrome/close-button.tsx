/** The cross in a corner. */
export function CloseButton({ label, close }: { label: string; close: () => void }) {
  return (
    <button type="button" class="button quiet icon-only" aria-label={label} onClick={close}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
