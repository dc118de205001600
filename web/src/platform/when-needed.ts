import { createElement, lazy, useState, type ComponentType } from "react";

/**
 * A component that is fetched when it is needed. Where it is there already it is drawn at once: what was waited for once is held back by
 * React for a third of a second, lest the page flicker.
 */
export function whenNeeded(load: () => Promise<{ default: ComponentType }>): { Component: ComponentType; fetch: () => Promise<unknown> } {
  let loaded: ComponentType | undefined;
  const fetch = async () => {
    const found = await load();
    loaded = found.default;
    return found;
  };
  const Later = lazy(fetch);
  function WhenNeeded() {
    const [Chosen] = useState<ComponentType>(() => loaded ?? Later);
    return createElement(Chosen);
  }
  return { Component: WhenNeeded, fetch };
}
