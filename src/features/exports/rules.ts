/** Rows between two tellings of how far it has come; a shorter list is there before one would have read the first. */
export const TOLD_EVERY = 5_000;
/** Minutes after which a sheet that has not come is given up. */
export const GIVEN_UP_AFTER = 15;
