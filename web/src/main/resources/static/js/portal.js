// Each behaviour binds to its data- attributes; pages work without any of them.
import './closed-when-narrow.js';
import './message-panel.js';
import './row-link.js';
import './shortcut.js';
