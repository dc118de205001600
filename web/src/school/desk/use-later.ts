import { useEffect, useState } from "react";

const PAUSE_MS = 300;

/** The value when it has rested: what is searched is not every letter. */
export function useLater<Value>(value: Value, pause: number = PAUSE_MS): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return later;
}
