using System.Collections.Frozen;

namespace RechargeSync.Core.Recharge;

/// <summary>A country as platforms want it.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Its usual English name.</param>
internal sealed record Country(string Code, string Name);

/// <summary>
/// Countries by code and by name: 2021-11 sends codes, 2021-01 names, and merchants import either in many spellings.
/// .NET's own names are not there without ICU.
/// </summary>
internal static class Countries
{
    // Code, name, and what else it is called: alpha-3, ISO's short and official names, common and native ones.
    private const string Table = """
        AD|Andorra|AND|Principality of Andorra
        AE|United Arab Emirates|ARE|UAE|Emirates
        AF|Afghanistan|AFG|Islamic Republic of Afghanistan
        AG|Antigua and Barbuda|ATG
        AI|Anguilla|AIA
        AL|Albania|ALB|Republic of Albania
        AM|Armenia|ARM|Republic of Armenia
        AO|Angola|AGO|Republic of Angola
        AQ|Antarctica|ATA
        AR|Argentina|ARG|Argentine Republic
        AS|American Samoa|ASM|Samoa (American)
        AT|Austria|AUT|Republic of Austria|Österreich|Osterreich
        AU|Australia|AUS
        AW|Aruba|ABW
        AX|Åland Islands|ALA|Aland Islands
        AZ|Azerbaijan|AZE|Republic of Azerbaijan
        BA|Bosnia and Herzegovina|BIH|Republic of Bosnia and Herzegovina
        BB|Barbados|BRB
        BD|Bangladesh|BGD|People's Republic of Bangladesh
        BE|Belgium|BEL|Kingdom of Belgium|België|Belgique|Belgie
        BF|Burkina Faso|BFA
        BG|Bulgaria|BGR|Republic of Bulgaria
        BH|Bahrain|BHR|Kingdom of Bahrain
        BI|Burundi|BDI|Republic of Burundi
        BJ|Benin|BEN|Republic of Benin
        BL|Saint Barthélemy|BLM|St Barthelemy|St. Barthélemy|St. Barts|Saint Barthelemy
        BM|Bermuda|BMU
        BN|Brunei|BRN|Brunei Darussalam
        BO|Bolivia|BOL|Bolivia, Plurinational State of|Plurinational State of Bolivia
        BQ|Caribbean Netherlands|BES|Bonaire, Sint Eustatius and Saba|Caribbean NL|Bonaire
        BR|Brazil|BRA|Federative Republic of Brazil|Brasil
        BS|Bahamas|BHS|Commonwealth of the Bahamas|The Bahamas
        BT|Bhutan|BTN|Kingdom of Bhutan
        BV|Bouvet Island|BVT
        BW|Botswana|BWA|Republic of Botswana
        BY|Belarus|BLR|Republic of Belarus
        BZ|Belize|BLZ
        CA|Canada|CAN
        CC|Cocos (Keeling) Islands|CCK
        CD|Congo (DRC)|COD|Congo, The Democratic Republic of the|Congo (Dem. Rep.)|DR Congo|Congo - Kinshasa
        CD|Congo (DRC)|Democratic Republic of the Congo|Zaire
        CF|Central African Republic|CAF|Central African Rep.
        CG|Congo|COG|Republic of the Congo|Congo (Rep.)|Congo - Brazzaville
        CH|Switzerland|CHE|Swiss Confederation|Schweiz|Suisse|Svizzera
        CI|Côte d'Ivoire|CIV|Republic of Côte d'Ivoire|Ivory Coast|Cote d'Ivoire|Republic of Cote d'Ivoire
        CK|Cook Islands|COK
        CL|Chile|CHL|Republic of Chile
        CM|Cameroon|CMR|Republic of Cameroon
        CN|China|CHN|People's Republic of China|Mainland China
        CO|Colombia|COL|Republic of Colombia
        CR|Costa Rica|CRI|Republic of Costa Rica
        CU|Cuba|CUB|Republic of Cuba
        CV|Cape Verde|CPV|Cabo Verde|Republic of Cabo Verde
        CW|Curaçao|CUW|Curacao
        CX|Christmas Island|CXR
        CY|Cyprus|CYP|Republic of Cyprus
        CZ|Czechia|CZE|Czech Republic
        DE|Germany|DEU|Federal Republic of Germany|Deutschland
        DJ|Djibouti|DJI|Republic of Djibouti
        DK|Denmark|DNK|Kingdom of Denmark|Danmark
        DM|Dominica|DMA|Commonwealth of Dominica
        DO|Dominican Republic|DOM
        DZ|Algeria|DZA|People's Democratic Republic of Algeria
        EC|Ecuador|ECU|Republic of Ecuador
        EE|Estonia|EST|Republic of Estonia
        EG|Egypt|EGY|Arab Republic of Egypt
        EH|Western Sahara|ESH
        ER|Eritrea|ERI|the State of Eritrea
        ES|Spain|ESP|Kingdom of Spain|España|Espana
        ET|Ethiopia|ETH|Federal Democratic Republic of Ethiopia
        FI|Finland|FIN|Republic of Finland|Suomi
        FJ|Fiji|FJI|Republic of Fiji
        FK|Falkland Islands|FLK|Falkland Islands (Malvinas)|Falkland Islands (Islas Malvinas)
        FM|Micronesia|FSM|Micronesia, Federated States of|Federated States of Micronesia
        FO|Faroe Islands|FRO
        FR|France|FRA|French Republic
        GA|Gabon|GAB|Gabonese Republic
        GB|United Kingdom|GBR|United Kingdom of Great Britain and Northern Ireland|Britain (UK)|UK|Great Britain|Britain
        GB|United Kingdom|England|Scotland|Wales|Northern Ireland
        GD|Grenada|GRD
        GE|Georgia|GEO
        GF|French Guiana|GUF
        GG|Guernsey|GGY
        GH|Ghana|GHA|Republic of Ghana
        GI|Gibraltar|GIB
        GL|Greenland|GRL
        GM|Gambia|GMB|Republic of the Gambia|The Gambia
        GN|Guinea|GIN|Republic of Guinea
        GP|Guadeloupe|GLP
        GQ|Equatorial Guinea|GNQ|Republic of Equatorial Guinea
        GR|Greece|GRC|Hellenic Republic
        GS|South Georgia and the South Sandwich Islands|SGS
        GT|Guatemala|GTM|Republic of Guatemala
        GU|Guam|GUM
        GW|Guinea-Bissau|GNB|Republic of Guinea-Bissau
        GY|Guyana|GUY|Republic of Guyana
        HK|Hong Kong|HKG|Hong Kong Special Administrative Region of China|Hong Kong SAR|Hong Kong SAR China
        HM|Heard Island and McDonald Islands|HMD
        HN|Honduras|HND|Republic of Honduras
        HR|Croatia|HRV|Republic of Croatia
        HT|Haiti|HTI|Republic of Haiti
        HU|Hungary|HUN
        ID|Indonesia|IDN|Republic of Indonesia
        IE|Ireland|IRL|Republic of Ireland|Éire|Eire
        IL|Israel|ISR|State of Israel
        IM|Isle of Man|IMN
        IN|India|IND|Republic of India
        IO|British Indian Ocean Territory|IOT
        IQ|Iraq|IRQ|Republic of Iraq
        IR|Iran|IRN|Iran, Islamic Republic of|Islamic Republic of Iran
        IS|Iceland|ISL|Republic of Iceland
        IT|Italy|ITA|Italian Republic|Italia
        JE|Jersey|JEY
        JM|Jamaica|JAM
        JO|Jordan|JOR|Hashemite Kingdom of Jordan
        JP|Japan|JPN
        KE|Kenya|KEN|Republic of Kenya
        KG|Kyrgyzstan|KGZ|Kyrgyz Republic
        KH|Cambodia|KHM|Kingdom of Cambodia
        KI|Kiribati|KIR|Republic of Kiribati
        KM|Comoros|COM|Union of the Comoros
        KN|Saint Kitts and Nevis|KNA|St Kitts & Nevis
        KP|North Korea|PRK|Korea, Democratic People's Republic of|Democratic People's Republic of Korea|Korea (North)
        KR|South Korea|KOR|Korea, Republic of|Korea (South)|Korea|Republic of Korea
        KW|Kuwait|KWT|State of Kuwait
        KY|Cayman Islands|CYM
        KZ|Kazakhstan|KAZ|Republic of Kazakhstan
        LA|Laos|LAO|Lao People's Democratic Republic|Lao PDR
        LB|Lebanon|LBN|Lebanese Republic
        LC|Saint Lucia|LCA|St Lucia
        LI|Liechtenstein|LIE|Principality of Liechtenstein
        LK|Sri Lanka|LKA|Democratic Socialist Republic of Sri Lanka
        LR|Liberia|LBR|Republic of Liberia
        LS|Lesotho|LSO|Kingdom of Lesotho
        LT|Lithuania|LTU|Republic of Lithuania
        LU|Luxembourg|LUX|Grand Duchy of Luxembourg
        LV|Latvia|LVA|Republic of Latvia
        LY|Libya|LBY
        MA|Morocco|MAR|Kingdom of Morocco
        MC|Monaco|MCO|Principality of Monaco
        MD|Moldova|MDA|Moldova, Republic of|Republic of Moldova
        ME|Montenegro|MNE
        MF|Saint Martin|MAF|Saint Martin (French part)|St Martin (French)|St. Martin
        MG|Madagascar|MDG|Republic of Madagascar
        MH|Marshall Islands|MHL|Republic of the Marshall Islands
        MK|North Macedonia|MKD|Republic of North Macedonia|Macedonia|FYROM
        ML|Mali|MLI|Republic of Mali
        MM|Myanmar|MMR|Republic of Myanmar|Myanmar (Burma)|Burma
        MN|Mongolia|MNG
        MO|Macao|MAC|Macao Special Administrative Region of China|Macau|Macao SAR|Macau SAR China
        MP|Northern Mariana Islands|MNP|Commonwealth of the Northern Mariana Islands
        MQ|Martinique|MTQ
        MR|Mauritania|MRT|Islamic Republic of Mauritania
        MS|Montserrat|MSR
        MT|Malta|MLT|Republic of Malta
        MU|Mauritius|MUS|Republic of Mauritius
        MV|Maldives|MDV|Republic of Maldives
        MW|Malawi|MWI|Republic of Malawi
        MX|Mexico|MEX|United Mexican States|México
        MY|Malaysia|MYS
        MZ|Mozambique|MOZ|Republic of Mozambique
        NA|Namibia|NAM|Republic of Namibia
        NC|New Caledonia|NCL
        NE|Niger|NER|Republic of the Niger
        NF|Norfolk Island|NFK
        NG|Nigeria|NGA|Federal Republic of Nigeria
        NI|Nicaragua|NIC|Republic of Nicaragua
        NL|Netherlands|NLD|Kingdom of the Netherlands|Holland|The Netherlands|Nederland
        NO|Norway|NOR|Kingdom of Norway|Norge
        NP|Nepal|NPL|Federal Democratic Republic of Nepal
        NR|Nauru|NRU|Republic of Nauru
        NU|Niue|NIU
        NZ|New Zealand|NZL
        OM|Oman|OMN|Sultanate of Oman
        PA|Panama|PAN|Republic of Panama
        PE|Peru|PER|Republic of Peru
        PF|French Polynesia|PYF
        PG|Papua New Guinea|PNG|Independent State of Papua New Guinea
        PH|Philippines|PHL|Republic of the Philippines
        PK|Pakistan|PAK|Islamic Republic of Pakistan
        PL|Poland|POL|Republic of Poland|Polska
        PM|Saint Pierre and Miquelon|SPM|St Pierre & Miquelon
        PN|Pitcairn Islands|PCN|Pitcairn
        PR|Puerto Rico|PRI
        PS|Palestine|PSE|Palestine, State of|the State of Palestine|Palestinian Territories|Palestinian Territory
        PT|Portugal|PRT|Portuguese Republic
        PW|Palau|PLW|Republic of Palau
        PY|Paraguay|PRY|Republic of Paraguay
        QA|Qatar|QAT|State of Qatar
        RE|Réunion|REU|Reunion
        RO|Romania|ROU
        RS|Serbia|SRB|Republic of Serbia
        RU|Russia|RUS|Russian Federation
        RW|Rwanda|RWA|Rwandese Republic
        SA|Saudi Arabia|SAU|Kingdom of Saudi Arabia
        SB|Solomon Islands|SLB
        SC|Seychelles|SYC|Republic of Seychelles
        SD|Sudan|SDN|Republic of the Sudan
        SE|Sweden|SWE|Kingdom of Sweden|Sverige
        SG|Singapore|SGP|Republic of Singapore
        SH|Saint Helena|SHN|Saint Helena, Ascension and Tristan da Cunha|St Helena|Ascension Island|Tristan da Cunha
        SI|Slovenia|SVN|Republic of Slovenia
        SJ|Svalbard and Jan Mayen|SJM
        SK|Slovakia|SVK|Slovak Republic
        SL|Sierra Leone|SLE|Republic of Sierra Leone
        SM|San Marino|SMR|Republic of San Marino
        SN|Senegal|SEN|Republic of Senegal
        SO|Somalia|SOM|Federal Republic of Somalia
        SR|Suriname|SUR|Republic of Suriname
        SS|South Sudan|SSD|Republic of South Sudan
        ST|São Tomé and Príncipe|STP|Sao Tome and Principe|Democratic Republic of Sao Tome and Principe
        SV|El Salvador|SLV|Republic of El Salvador
        SX|Sint Maarten|SXM|Sint Maarten (Dutch part)|St Maarten (Dutch)|St. Maarten|Saint Martin (Dutch part)
        SY|Syria|SYR|Syrian Arab Republic
        SZ|Eswatini|SWZ|Kingdom of Eswatini|Eswatini (Swaziland)|Swaziland
        TC|Turks and Caicos Islands|TCA|Turks & Caicos Is
        TD|Chad|TCD|Republic of Chad
        TF|French Southern Territories|ATF|French S. Terr.
        TG|Togo|TGO|Togolese Republic
        TH|Thailand|THA|Kingdom of Thailand
        TJ|Tajikistan|TJK|Republic of Tajikistan
        TK|Tokelau|TKL
        TL|Timor-Leste|TLS|Democratic Republic of Timor-Leste|East Timor
        TM|Turkmenistan|TKM
        TN|Tunisia|TUN|Republic of Tunisia
        TO|Tonga|TON|Kingdom of Tonga
        TR|Turkey|TUR|Türkiye|Republic of Türkiye|Turkiye|Republic of Turkiye
        TT|Trinidad and Tobago|TTO|Republic of Trinidad and Tobago
        TV|Tuvalu|TUV
        TW|Taiwan|TWN|Taiwan, Province of China|Taiwan, Republic of China
        TZ|Tanzania|TZA|Tanzania, United Republic of|United Republic of Tanzania
        UA|Ukraine|UKR
        UG|Uganda|UGA|Republic of Uganda
        UM|U.S. Outlying Islands|UMI|United States Minor Outlying Islands|US minor outlying islands
        US|United States|USA|United States of America|U.S.|America|United States of America (the)
        UY|Uruguay|URY|Eastern Republic of Uruguay
        UZ|Uzbekistan|UZB|Republic of Uzbekistan
        VA|Vatican City|VAT|Holy See (Vatican City State)|Vatican|Holy See
        VC|Saint Vincent and the Grenadines|VCT|St Vincent|St. Vincent & Grenadines
        VE|Venezuela|VEN|Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela
        VG|British Virgin Islands|VGB|Virgin Islands, British|Virgin Islands (UK)
        VI|U.S. Virgin Islands|VIR|Virgin Islands, U.S.|Virgin Islands of the United States|Virgin Islands
        VN|Vietnam|VNM|Socialist Republic of Viet Nam
        VU|Vanuatu|VUT|Republic of Vanuatu
        WF|Wallis and Futuna|WLF
        WS|Samoa|WSM|Independent State of Samoa|Samoa (western)
        XK|Kosovo|XKX|Republic of Kosovo
        YE|Yemen|YEM|Republic of Yemen
        YT|Mayotte|MYT
        ZA|South Africa|ZAF|Republic of South Africa
        ZM|Zambia|ZMB|Republic of Zambia
        ZW|Zimbabwe|ZWE|Republic of Zimbabwe
        """;

    private static readonly FrozenDictionary<string, Country> s_known = Read();

    /// <summary>The country of a code or name, however it is written; null for one that is not known.</summary>
    public static Country? Find(string text)
    {
        // As Recharge writes it, mostly.
        if (s_known.TryGetValue(text, out var known))
        {
            return known;
        }

        return s_known.GetValueOrDefault(Key(text));
    }

    private static FrozenDictionary<string, Country> Read()
    {
        var known = new Dictionary<string, Country>(StringComparer.Ordinal);
        foreach (var line in Table.Split('\n'))
        {
            var names = line.Split('|');
            var country = known.GetValueOrDefault(names[0]) ?? new Country(names[0], names[1]);
            foreach (var name in names)
            {
                known[name] = country;
                known[Key(name)] = country;
            }
        }

        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Letters alone in lower case, without an article: "The Netherlands", "U.S.A.".
    private static string Key(string name)
    {
        var letters = string.Concat(
            name.Replace("&", "and", StringComparison.Ordinal).Where(char.IsLetter).Select(char.ToLowerInvariant)
        );
        return letters.StartsWith("the", StringComparison.Ordinal) ? letters["the".Length..] : letters;
    }
}
