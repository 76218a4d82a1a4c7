package main

import (
	"context"
	"flag"
	"io"
	"log/slog"

	"tandem/app/site/node"
)

func serve(ctx context.Context, args []string, errs io.Writer) error {
	var c node.Config
	f := flag.NewFlagSet("serve", flag.ContinueOnError)
	f.StringVar(&c.Data, "data", "", "folder of the site's data")
	f.StringVar(&c.Listen, "listen", ":8443", "address to listen on")
	f.StringVar(&c.Public, "public", "", "address that people are told (https://host[:port])")
	f.StringVar(&c.Name, "name", "", "name of the site")
	f.StringVar(&c.Cert, "cert", "", "certificate of the site (PEM)")
	f.StringVar(&c.Key, "key", "", "key of the certificate (PEM)")
	f.StringVar(&c.Downloads, "downloads", "", "folder of the programs to download")
	f.StringVar(&c.Metrics, "metrics", "", "address to serve figures on, such as 127.0.0.1:9090")
	f.StringVar(&c.Mail.Server, "smtp", "", "mail server for invitations: smtp[s]://[user@]host[:port]")
	f.StringVar(&c.Mail.PasswordFile, "smtp-password-file", "", "file whose first line is the mail server's password")
	f.StringVar(&c.Mail.From, "mail-from", "", "address that invitations come from")
	verbose := f.Bool("verbose", false, "log every link")
	if err := parse(f, args, errs); err != nil {
		return err
	}
	if c.Data == "" || c.Listen == "" {
		return complain(errs, "site serve: --data and --listen are needed")
	}
	level := slog.LevelInfo
	if *verbose {
		level = slog.LevelDebug
	}
	c.Log = slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: level}))
	n, err := node.New(c)
	if err != nil {
		return err
	}
	n.LogConfig(ctx)
	return n.Run(ctx)
}
