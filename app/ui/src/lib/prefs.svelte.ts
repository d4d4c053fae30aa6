/** Choices of this browser. Where storage is refused they last as long as the page. */

function stored(key: string): string {
  try {
    return localStorage.getItem(`vedette.${key}`) ?? '';
  } catch {
    return '';
  }
}
function store(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(`vedette.${key}`, value);
    else localStorage.removeItem(`vedette.${key}`);
  } catch {
    // Private windows refuse: the choice is kept in memory only.
  }
}

export type Theme = '' | 'dark' | 'light';

class Prefs {
  theme: Theme = $state(stored('theme') as Theme);
  hide = $state(stored('hide') === '1');
  keys = $state(stored('keys') !== '0');
  dense = $state(stored('dense') === '1');

  constructor() {
    $effect.root(() => {
      $effect(() => {
        const root = document.documentElement;
        if (this.theme) root.dataset['theme'] = this.theme;
        else delete root.dataset['theme'];
        root.classList.toggle('hide', this.hide);
        root.classList.toggle('dense', this.dense);
        store('theme', this.theme);
        store('hide', this.hide ? '1' : '');
        store('keys', this.keys ? '' : '0');
        store('dense', this.dense ? '1' : '');
      });
    });
  }
}

export const prefs = new Prefs();
