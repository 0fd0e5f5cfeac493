// Speaks with Telegram, which shows these pages as an app, without a script of Telegram's own: the same messages, documented at
// core.telegram.org/api/web-events. It keeps nothing. The pages work without it.
{
  /** Where Telegram shows the app in a frame. The policy of the pages lets nobody else. */
  const HOMES = ['https://web.telegram.org', 'https://weba.telegram.org', 'https://webk.telegram.org']
  const proxy = window.TelegramWebviewProxy
  const isFramed = window.parent !== window
  const isInTelegram = proxy !== undefined || isFramed

  // What Telegram tells of the person stays in this page: it is in no address that could be kept or shared.
  const launch = new URLSearchParams(location.hash.slice(1))
  const initData = launch.get('tgWebAppData') ?? ''
  if (location.hash.includes('tgWebApp')) history.replaceState(history.state, '', location.pathname + location.search)

  function post(eventType, eventData = {}) {
    if (proxy) proxy.postEvent(eventType, JSON.stringify(eventData))
    else if (isFramed) {
      const home = HOMES.find((one) => one === location.ancestorOrigins?.[0]) ?? HOMES[0]
      window.parent.postMessage(JSON.stringify({ eventType, eventData }), home)
    }
  }

  function receive(eventType, eventData) {
    if (eventType === 'theme_changed') paint(eventData?.theme_params)
    if (eventType === 'back_button_pressed') history.back()
  }
  // The names under which Telegram's apps look for it.
  window.Telegram = { WebView: { receiveEvent: receive } }
  window.TelegramGameProxy = { receiveEvent: receive }
  window.TelegramGameProxy_receiveEvent = receive
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || !HOMES.includes(origin)) return
    const { eventType, eventData } = JSON.parse(data)
    receive(eventType, eventData)
  })

  /** Light in a colour such as #1f2226, 0 to 1, as WCAG measures it. */
  function light(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  function isReadable(one, other) {
    const [dim, bright] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + 0.05) / (dim + 0.05) >= 4.5
  }

  const colours = new CSSStyleSheet()
  document.adoptedStyleSheets = [colours]
  /** Takes over Telegram's colours where they can be read, and else the nearest that can. */
  function paint(theme) {
    const given = (name) => (/^#[0-9a-f]{6}$/i.test(theme?.[name] ?? '') ? theme[name] : null)
    const [paper, ink] = [given('bg_color'), given('text_color')]
    if (paper === null || ink === null || !isReadable(ink, paper)) return colours.replaceSync('')
    const second = given('secondary_bg_color')
    const mark = second !== null && isReadable(ink, second) ? second : paper
    const readable = (...all) =>
      all.find((one) => one !== null && isReadable(one, paper) && isReadable(one, mark)) ?? ink
    const soft = readable(given('hint_color'), '#565b62', '#a9adb3')
    const link = readable(given('link_color'), '#0b4f8a', '#9cc7f0')
    const scheme = light(paper) < 0.2 ? 'dark' : 'light'
    colours.replaceSync(
      `@media screen{:root:not(.licht,.donker,.sepia){color-scheme:${scheme};--paper:${paper};--ink:${ink};--soft:${soft};--line:${soft};--mark:${mark};--link:${link}}}`,
    )
  }
  try {
    paint(JSON.parse(launch.get('tgWebAppThemeParams') ?? 'null'))
  } catch {
    // The colours of the pages themselves do.
  }

  // Also when the page comes back from where it was left.
  addEventListener('pageshow', () => {
    post('web_app_ready')
    post('web_app_request_theme')
    post('web_app_setup_back_button', { is_visible: !location.pathname.endsWith('/app/') })
  })

  /** Opens a link to the chat, which the app lies over. */
  function openChat({ pathname, search }) {
    post('web_app_open_tg_link', { path_full: pathname + search })
    post('web_app_close')
  }

  addEventListener('click', (event) => {
    const link = event.target.closest('a[href]')
    if (!isInTelegram || !link || link.origin === location.origin || !/^https?:$/.test(link.protocol)) return
    event.preventDefault()
    if (link.hostname === 't.me') openChat(link)
    else post('web_app_open_link', { url: link.href })
  })

  addEventListener('DOMContentLoaded', () => {
    if (!isInTelegram) return
    for (const field of document.querySelectorAll('input[name=app]')) if (initData !== '') field.value = initData
    for (const button of document.querySelectorAll('button[data-chat]')) {
      button.hidden = false
      button.addEventListener('click', () => {
        const chat = new URL(button.dataset.chat)
        // The question goes from this page to Telegram's app: it is in no address that is opened.
        chat.search = `?text=${encodeURIComponent(button.form.querySelector('textarea').value)}`
        if (button.form.reportValidity()) openChat(chat)
      })
    }
  })
}
