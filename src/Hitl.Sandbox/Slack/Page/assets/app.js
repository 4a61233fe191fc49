// Keeps the page current while it is looked at, and sends forms without loading the page again.
(() => {
  const every = 1200;
  let version = document.body.dataset.version;
  let asking = false;

  function replace(name, html) {
    const shown = document.querySelector(`[data-part="${name}"]`);
    const holder = document.createElement('template');
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    if (!shown || !fresh || shown.dataset.key === fresh.dataset.key) return;
    const atEnd = shown.scrollHeight - shown.scrollTop - shown.clientHeight < 80;
    const top = shown.scrollTop;
    shown.replaceWith(fresh);
    fresh.scrollTop = atEnd ? fresh.scrollHeight : top;
    if (name === 'modal') fresh.querySelector('.modal-body input, .modal-body textarea, .modal-body select')?.focus();
  }

  async function refresh() {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const query = new URLSearchParams(location.search);
      query.set('v', version);
      const answer = await fetch(`/slack/parts?${query}`);
      if (answer.status !== 200) return;
      const { version: now, parts } = await answer.json();
      version = now;
      for (const [name, html] of Object.entries(parts)) replace(name, html);
    } catch {
      // The sandbox is restarting; the next round asks again.
    } finally {
      asking = false;
    }
  }

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    event.preventDefault();
    const button = event.submitter;
    if (button?.dataset.confirm && !window.confirm(button.dataset.confirm)) return;
    const fields = new URLSearchParams(new FormData(form));
    button?.setAttribute('aria-busy', 'true');
    try {
      await fetch(button?.hasAttribute('formaction') ? button.formAction : form.action, {
        method: 'POST', body: fields, headers: { 'X-Page-Script': '1' },
      });
      if (form.classList.contains('composer')) form.reset();
      // Who the person is stands in the frame, which is not among the parts.
      if (form.classList.contains('switches')) location.reload();
    } finally {
      button?.removeAttribute('aria-busy');
    }
    await refresh();
  });

  document.getElementById('as')?.addEventListener('change', (event) => event.target.form.submit());
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelector('.modal .x')?.click();
  });
  document.addEventListener('visibilitychange', refresh);
  const main = document.querySelector('[data-part="main"]');
  if (main) main.scrollTop = main.scrollHeight;
  setInterval(refresh, every);
})();
