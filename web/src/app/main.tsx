import { DirectionProvider, MantineProvider, createTheme, defaultVariantColorsResolver } from "@mantine/core";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, useLocation } from "react-router";
import { SessionGate } from "@/access/session-gate";
import { PreferencesProvider, useColourScheme, usePreferences } from "@/platform/preferences";
import "./mantine.css";
import "./fonts.css";
import "./tokens.css";

const VerifyPage = lazy(() => import("@/documents/verify-page"));

// Locking the page behind a dialogue would put styles into the page, which our policy refuses.
const DIALOGUES = { Modal: { defaultProps: { lockScroll: false } } };

const theme = createTheme({
  components: DIALOGUES,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  // In the dark the primary colour is light, and letters on it are dark.
  variantColorResolver: (input) => ({ ...defaultVariantColorsResolver(input), ...(input.variant === "filled" ? { color: "var(--on-primary)" } : {}) }),
});

/** The page that verifies documents is for everybody; whatever else there is, for who is signed in. */
function Entrance() {
  const { pathname } = useLocation();
  if (pathname !== "/verify") return <SessionGate />;
  return (
    <Suspense>
      <VerifyPage />
    </Suspense>
  );
}

function Taqwim() {
  const { preferences } = usePreferences();
  const scheme = useColourScheme();
  const direction = preferences.language === "ar" ? "rtl" : "ltr";
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      {/* The styles are files: our pages run under a policy that allows no others. */}
      <MantineProvider
        theme={theme}
        forceColorScheme={scheme}
        withCssVariables={false}
        withGlobalClasses={false}
        withStaticClasses={false}
      >
        <BrowserRouter>
          <Entrance />
        </BrowserRouter>
      </MantineProvider>
    </DirectionProvider>
  );
}

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <PreferencesProvider>
        <Taqwim />
      </PreferencesProvider>
    </StrictMode>,
  );
