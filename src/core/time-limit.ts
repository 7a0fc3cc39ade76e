/** What the work resolves to, or `otherwise` when it takes longer. The work itself runs on. */
export const within = async <T, U>(milliseconds: number, work: Promise<T>, otherwise: U): Promise<T | U> => {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<U>((resolve) => {
    timer = setTimeout(resolve, milliseconds, otherwise);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
};

const LATE = Symbol("late");

/** What the work resolves to; rejects with `tooLate()` when it takes longer. The work itself runs on. */
export const inTime = async <T>(milliseconds: number, work: Promise<T>, tooLate: () => Error): Promise<T> => {
  const came = await within(milliseconds, work, LATE);
  if (came === LATE) throw tooLate();
  return came;
};
