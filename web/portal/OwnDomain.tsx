import classes from './Portal.module.css'

/** Where the pages are, and what makes them stand at a name of the company's own. */
export function OwnDomain({ url }: { url: string }) {
  const isOwn = new URL(url).host !== location.host
  return (
    <section className={classes.block} aria-labelledby="domain">
      <h2 id="domain" className={classes.heading}>
        Address
      </h2>
      <p className={classes.text}>
        {isOwn ? 'They have a host of their own' : 'They stand at the same host as this desk'}:{' '}
        <code className={classes.code}>{url}</code>
      </p>
      {!isOwn && (
        <ol className={classes.steps}>
          <li>Point a name such as help.example.com to this machine in your DNS.</li>
          <li>
            Let your proxy answer for that name too, with a certificate, and pass its Host on.
          </li>
          <li>
            Set <code className={classes.code}>PORTAL_URL=https://help.example.com</code> and start
            Watchdesk again. Links in mail then begin with it; this host sends customers there.
          </li>
        </ol>
      )}
    </section>
  )
}
