// data-closed-when-narrow: on a small screen what is found comes before what narrows it down.
if (window.matchMedia('(max-width: 1100px)').matches) {
  for (const details of document.querySelectorAll('[data-closed-when-narrow]')) {
    details.open = false;
  }
}
