/** Told what is being done, one short line at a time. */
export type Progress = (line: string) => void;

/** For callers that do not want to know. */
export const silent: Progress = () => undefined;
